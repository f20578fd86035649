const DAY_MS = 24 * 60 * 60_000;

/**
 * The wait that a `Retry-After` header asks for, milliseconds, `mostMs` at most: seconds or a date (RFC 9110). Null when it does not say so, which is also
 * what a page sees where a server does not let scripts of other origins read the header.
 */
export function retryAfterMs(header: string | null, now: number, mostMs = DAY_MS): number | null {
  const written = header?.trim();
  if (!written) return null;
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - now;
  return Number.isNaN(ms) ? null : Math.min(mostMs, Math.max(0, Math.ceil(ms)));
}

/**
 * A wait of half to all of `longestMs`, so that those who were turned away together do not come back together. "Full jitter" would at times not wait at
 * all; this is the "equal jitter" of Marc Brooker, "Exponential Backoff And Jitter", 2015.
 */
export function withJitter(longestMs: number, random: () => number): number {
  return longestMs / 2 + (longestMs / 2) * random();
}
