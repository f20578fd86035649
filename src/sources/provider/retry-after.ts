/** Longer ones are not waited for by anyone. */
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * How long an answer asks to be left alone, milliseconds: seconds or a date (RFC 9110). Null when it does not say; and in a page where the provider
 * does not let scripts of other origins read the header.
 */
export function retryAfterMs({ headers }: Response, now: number): number | null {
  const written = headers.get('retry-after')?.trim();
  if (!written) return null;
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - now;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms)));
}
