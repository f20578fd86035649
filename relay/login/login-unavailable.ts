import { retryAfterMs } from '../../src/providers/retry-after.ts';
import type { RelayClock } from '../clock.ts';
import { Refusal } from '../refusal.ts';

/** How long to leave an issuer alone that does not say. */
const WAIT_MS = 60_000;

/** The issuer cannot be asked now. @param response what it answered instead; null when nothing came */
export function loginUnavailable(
  clock: RelayClock,
  response: Pick<Response, 'headers'> | null = null,
): Refusal {
  const asked = response && retryAfterMs(response.headers, clock.now());
  return new Refusal('login-unavailable', { retryAfterMs: asked ?? WAIT_MS });
}

/** Whether an answer says that its sender is in trouble or too busy, rather than anything of what it was asked. */
export function isInTrouble({ status }: Pick<Response, 'status'>): boolean {
  return status === 429 || status >= 500;
}
