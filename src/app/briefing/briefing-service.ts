import type { Observable } from '../../contracts/observable';
import { toFailure } from '../../contracts/failure';
import type { Locks } from '../../platform/locks';
import type { BriefingProgress } from '../api';
import { createProgressTracker } from './progress';
import type { BriefingParts } from './run-briefing';
import type { RunMarker } from './run-marker';
import type { Clock } from '../../platform/clock';

export interface BriefingService {
  readonly progress: Observable<BriefingProgress>;
  /** Begins or goes on; asked again while running, another run follows, so that what came meanwhile is done too. */
  start(): void;
  cancel(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

interface ServiceParts extends BriefingParts {
  readonly clock: Clock;
  readonly locks: Locks;
  readonly marker: RunMarker;
  /** Reads what another tab has done meanwhile. */
  readonly reload: () => Promise<void>;
  /** After each run, however it ended. */
  readonly onEnd: () => void;
}

/** One run at a time, also across tabs: a second tab waits, then finds the work done. */
export function createBriefingService(parts: ServiceParts): BriefingService {
  const tracker = createProgressTracker(parts.clock);
  let abort = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;

  async function run(signal: AbortSignal): Promise<void> {
    tracker.start();
    parts.marker.begin();
    try {
      await parts.locks.run('deskside-briefing', signal, async () => {
        const { runBriefing } = await import('./run-briefing');
        do {
          again = false;
          await parts.reload();
          await runBriefing(parts, tracker, signal);
        } while (again);
      });
      tracker.finish('done');
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (signal.aborted || failure.code === 'cancelled') tracker.finish('cancelled');
      else tracker.finish('failed', failure);
    } finally {
      parts.marker.end();
      running = null;
      parts.onEnd();
    }
  }

  return {
    progress: tracker.progress,
    start() {
      if (running) {
        again = true;
        return;
      }
      abort = new AbortController();
      running = run(abort.signal);
    },
    cancel() {
      again = false;
      abort.abort();
    },
    idle: async () => {
      await running;
    },
  };
}
