import { vi } from 'vitest';

/** Only what never comes should end a wait: on a busy machine, what takes a moment may take many seconds. */
const PATIENCE_MS = 30_000;

/** Waits until `check` throws no longer, and resolves with what it returns; else rejects with what it threw last. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval: 20 });
}
