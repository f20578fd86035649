import type { ProviderProblemKind } from './provider-problem.ts';

/** What a status alone says; 402 is that of an account without money. */
export function problemOfStatus(status: number): ProviderProblemKind {
  if (status === 401 || status === 402 || status === 403) return 'key-refused';
  if (status === 404) return 'model-missing';
  if (status === 413) return 'context-overflow';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  // Redirects are not followed: nobody has checked where they lead.
  return status >= 400 ? 'request-refused' : 'unavailable';
}

const OVERFLOW =
  /context.{0,20}(length|window|size|limit)|too (long|many tokens)|(exceeds?|exceeded|larger than).{0,60}(token|context)|token count.{0,40}exceeds/i;

/** Whether an error speaks of a text that is too long; providers have no common code for it. */
export function saysTooLong(message: string): boolean {
  return OVERFLOW.test(message);
}
