import { applyChanges, applyClaims } from './count.ts';
import type { Counter, RelayState } from './relay-state.ts';

/** Calls between two looks for what has expired. */
const SWEEP_EVERY = 1024;

/** Enough for one process; a restart forgets. */
export function createMemoryState(now: () => number = Date.now): RelayState {
  const rows = new Map<string, Counter>();
  let calls = 0;
  const sweep = (): void => {
    if (++calls % SWEEP_EVERY !== 0) return;
    for (const [key, { expiresAt }] of rows) if (expiresAt <= now()) rows.delete(key);
  };
  return {
    takeAll(claims) {
      sweep();
      return Promise.resolve(applyClaims(rows, claims, now()));
    },
    addAll(changes) {
      sweep();
      return Promise.resolve(applyChanges(rows, changes, now()));
    },
  };
}
