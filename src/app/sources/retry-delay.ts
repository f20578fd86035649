import { withJitter } from '../../platform/retry-delay';

const FIRST_MS = 15_000;
const LONGEST_MS = 30 * 60_000;
/** Spread over those who were told the same time. */
const SPREAD_MS = 5_000;

/**
 * How long to wait before trying again, milliseconds: at least as long as told, else longer with each attempt, and never the same for everyone.
 *
 * @param attempt how many failed before this one
 */
export function retryDelay(
  attempt: number,
  retryAfterMs: number | undefined,
  random: () => number = Math.random,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs + random() * SPREAD_MS;
  return withJitter(Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt), random);
}
