import type { InstallProgress } from '../contracts/model';
import type { Clock } from '../platform/clock';
import { createTransferRate } from './transfer-rate';

/** More often than this is no use to a person. */
const REPORT_EVERY_MS = 100;

/** Turns bytes into reports for a person: speed, time left, and not too many of them. */
export interface ProgressReporter {
  /** Bytes that were there already; they count as done, not as speed. */
  kept(bytes: number): void;
  received(bytes: number): void;
  /** A request failed and is made again after a while. */
  waiting(): void;
  /** Bytes that have to be fetched again. */
  lost(bytes: number): void;
  /** A new phase counts from zero. */
  begin(phase: 'fetching' | 'verifying' | 'packing'): void;
  done(): void;
}

export function createProgressReporter(options: {
  readonly modelId: string;
  readonly totalBytes: number;
  readonly clock: Clock;
  readonly onProgress: ((progress: InstallProgress) => void) | undefined;
}): ProgressReporter {
  const { modelId, totalBytes, clock, onProgress } = options;
  let phase: InstallProgress['phase'] = 'fetching';
  let isWaiting = false;
  let doneBytes = 0;
  let rate = createTransferRate(clock.now());
  let reportedAt = -Infinity;

  function report(always: boolean): void {
    const now = clock.now();
    if (!always && now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    const bytesPerSecond = phase === 'done' ? 0 : rate.bytesPerSecond(now);
    const secondsLeft = bytesPerSecond > 0 ? (totalBytes - doneBytes) / bytesPerSecond : null;
    onProgress?.({
      modelId,
      phase: isWaiting ? 'waiting' : phase,
      doneBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft,
    });
  }

  return {
    kept(bytes) {
      doneBytes += bytes;
      report(false);
    },
    received(bytes) {
      isWaiting = false;
      doneBytes += bytes;
      rate.add(bytes, clock.now());
      report(false);
    },
    waiting() {
      isWaiting = true;
      report(true);
    },
    lost(bytes) {
      doneBytes -= bytes;
      report(true);
    },
    begin(next) {
      isWaiting = false;
      phase = next;
      doneBytes = 0;
      rate = createTransferRate(clock.now());
      report(true);
    },
    done() {
      isWaiting = false;
      phase = 'done';
      doneBytes = totalBytes;
      report(true);
    },
  };
}
