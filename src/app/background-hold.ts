import type { Observable } from '../contracts/observable';
import { wait } from '../platform/wait';

/** Longer than a request of work in the background takes. */
const PATIENCE_MS = 5_000;
/** Between two looks; work that has seen that nothing holds it may take as long to begin. */
const LOOK_EVERY_MS = 200;

/** Keeps work that can wait, such as reading what search finds by, out of the way of what must not be disturbed. */
export interface BackgroundHold {
  /** Runs `work` when what is under way in the background has ended; none is begun meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>;
  isHeld(): boolean;
}

/** @param busy whether a model is asked for something just now */
export function createBackgroundHold(busy: Pick<Observable<boolean>, 'get'>): BackgroundHold {
  let holders = 0;

  /** Not for ever: what goes on for so long is no work that waits for others. */
  async function untilQuiet(): Promise<void> {
    let quietLooks = busy.get() ? 0 : 1;
    for (let waited = 0; quietLooks < 2 && waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
      await wait(LOOK_EVERY_MS);
      quietLooks = busy.get() ? 0 : quietLooks + 1;
    }
  }

  return {
    async during(work) {
      holders += 1;
      try {
        await untilQuiet();
        return await work();
      } finally {
        holders -= 1;
      }
    },
    isHeld: () => holders > 0,
  };
}
