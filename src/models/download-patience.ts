/** How long a download bears with a server, in milliseconds. */
export interface DownloadPatience {
  /** Failures in a row, on every address there is, without a byte in between, before the download gives up. */
  readonly tries: number;
  /** Before the second try; it doubles with each further one. */
  readonly firstDelayMs: number;
  readonly mostDelayMs: number;
  /** A connection that is silent for so long is given up and made anew. */
  readonly stallMs: number;
}

export const DOWNLOAD_PATIENCE: DownloadPatience = {
  tries: 6,
  firstDelayMs: 500,
  mostDelayMs: 20_000,
  stallMs: 30_000,
};

/**
 * Milliseconds to wait after the `failures`-th failure in a row: exponential with "equal jitter" (half of it fixed, half by chance), so that
 * many clients of a server that comes back do not all ask in the same moment.
 */
export function delayAfter(
  failures: number,
  { firstDelayMs, mostDelayMs }: Pick<DownloadPatience, 'firstDelayMs' | 'mostDelayMs'>,
  random: () => number = Math.random,
): number {
  const full = Math.min(mostDelayMs, firstDelayMs * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random();
}

/** A server that asks for more is not worth holding a download open for. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** The wait that a `Retry-After` header asks for, in milliseconds, ten minutes at most; 0 when there is none or it makes no sense. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_MS, Math.max(0, seconds * 1000)) : 0;
}
