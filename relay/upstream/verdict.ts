import { ProviderError } from '../../src/providers/provider-problem.ts';
import { Refusal } from '../refusal.ts';
import { TimeUp } from './time-limits.ts';

/** What a try that failed means. */
export interface Verdict {
  /** `again`: the same provider may do; `next`: another one; `end`: none will. */
  readonly go: 'again' | 'next' | 'end';
  /** To be thrown when nothing else is tried. */
  readonly refusal: unknown;
  /** For log and metrics; null when it was not the provider. */
  readonly outcome: string | null;
  /** It was down, silent or sent nonsense. */
  readonly isOutage: boolean;
  /** How long it wants to be left alone, by whoever has this key. */
  readonly restMs?: number;
  readonly isKeyRefused?: boolean;
}

/** @param backoffMs to wait before the next try where the provider does not say; some of it is added to what it says, too */
export function judge(error: unknown, backoffMs: number, random: () => number): Verdict {
  if (error instanceof TimeUp) {
    return { go: 'next', refusal: new Refusal('provider-silent'), outcome: error.limit, isOutage: true };
  }
  if (!(error instanceof ProviderError)) {
    return { go: 'end', refusal: error, outcome: null, isOutage: false };
  }
  const { kind, retryAfterMs } = error.problem;
  const found = { outcome: kind, isOutage: false };
  switch (kind) {
    case 'rate-limited': {
      const restMs = Math.max(retryAfterMs ?? 0, backoffMs) + random() * backoffMs;
      const refusal = new Refusal('provider-busy', { retryAfterMs: restMs });
      return { ...found, go: 'again', refusal, restMs };
    }
    case 'unavailable':
    case 'malformed':
    case 'cut-off': {
      // The way to it may refuse to be taken.
      if (error.cause instanceof Refusal) return { ...found, go: 'end', refusal: error.cause };
      return { ...found, go: 'again', refusal: new Refusal('provider-unavailable'), isOutage: true };
    }
    case 'key-refused':
      return { ...found, go: 'again', refusal: new Refusal('provider-unavailable'), isKeyRefused: true };
    case 'model-missing':
      return { ...found, go: 'next', refusal: new Refusal('provider-unavailable') };
    case 'context-overflow':
      return { ...found, go: 'end', refusal: new Refusal('context_length_exceeded') };
    case 'content-filtered':
      return { ...found, go: 'end', refusal: new Refusal('content_filter') };
    case 'request-refused':
      return { ...found, go: 'end', refusal: new Refusal('request-refused') };
  }
}
