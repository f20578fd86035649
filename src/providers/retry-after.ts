/** Longer ones are not waited for by anyone. */
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * How long an answer asks to be left alone: seconds or a date (RFC 9110), or milliseconds in OpenAI's `retry-after-ms`. Null when it does
 * not say.
 */
export function retryAfterMs(headers: Pick<Headers, 'get'>, now: number): number | null {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (exact >= 0) return Math.min(LONGEST_MS, Math.ceil(exact));
  const written = headers.get('retry-after')?.trim();
  if (!written) return null;
  const seconds = /^\d+(\.\d+)?$/.test(written) ? Number(written) : (Date.parse(written) - now) / 1000;
  if (Number.isNaN(seconds)) return null;
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(seconds * 1000)));
}
