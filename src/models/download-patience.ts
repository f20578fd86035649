import { retryAfterMs as askedWait, withJitter } from '../platform/retry-delay';

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

/** Milliseconds to wait after the `failures`-th failure in a row: longer each time, and half of it by chance. */
export function delayAfter(
  failures: number,
  { firstDelayMs, mostDelayMs }: Pick<DownloadPatience, 'firstDelayMs' | 'mostDelayMs'>,
  random: () => number = Math.random,
): number {
  return withJitter(Math.min(mostDelayMs, firstDelayMs * 2 ** (failures - 1)), random);
}

/** A server that asks for more is not worth holding a download open for. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** The wait that a `Retry-After` header asks for, in milliseconds, ten minutes at most; 0 when there is none or it makes no sense. */
export function retryAfterMs(header: string | null, now: number): number {
  return askedWait(header, now, LONGEST_WAIT_MS) ?? 0;
}
