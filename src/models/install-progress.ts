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
  /** Bytes that have to be fetched again. */
  lost(bytes: number): void;
  /** A new phase counts from zero. */
  begin(phase: 'fetching' | 'verifying'): void;
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
  let doneBytes = 0;
  let rate = createTransferRate(clock.now());
  let reportedAt = -Infinity;

  function report(always: boolean): void {
    const now = clock.now();
    if (!always && now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    const bytesPerSecond = phase === 'done' ? 0 : rate.bytesPerSecond(now);
    const secondsLeft = bytesPerSecond > 0 ? (totalBytes - doneBytes) / bytesPerSecond : null;
    onProgress?.({ modelId, phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft });
  }

  return {
    kept(bytes) {
      doneBytes += bytes;
      report(false);
    },
    received(bytes) {
      doneBytes += bytes;
      rate.add(bytes, clock.now());
      report(false);
    },
    lost(bytes) {
      doneBytes -= bytes;
      report(true);
    },
    begin(next) {
      phase = next;
      doneBytes = 0;
      rate = createTransferRate(clock.now());
      report(true);
    },
    done() {
      phase = 'done';
      doneBytes = totalBytes;
      report(true);
    },
  };
}
