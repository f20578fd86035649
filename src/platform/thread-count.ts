/** More threads than this gain little for models of this size and make the machine feel slow. */
const MOST_THREADS = 4;

/**
 * How many threads WASM inference should start with. Physical cores count, not logical ones, and browsers only tell the latter: half of them
 * is the usual guess. With two logical cores both are used, which was measured to be faster.
 * Without cross-origin isolation there is no shared memory, hence one thread.
 */
export function chooseThreadCount(machine: {
  readonly logicalCores: number;
  readonly crossOriginIsolated: boolean;
}): number {
  if (!machine.crossOriginIsolated || machine.logicalCores < 2) return 1;
  return Math.min(MOST_THREADS, Math.max(2, Math.round(machine.logicalCores / 2)));
}
