/** How much longer the long text is than the short one. */
const TIMES = 8;
const ROUNDS = 5;

/**
 * How many times as long `work` takes for each unit of length at eight times the length: about 1 where time grows in proportion, 8 where it grows with
 * the square. Both lengths are measured in turn and the quickest of five rounds counts, so that a busy machine slows both or neither.
 */
export function slowdown(work: (length: number) => unknown, length: number): number {
  const times = { short: Infinity, long: Infinity };
  // Once unmeasured, while the engine still compiles.
  work(length);
  for (let round = 0; round < ROUNDS; round += 1) {
    times.short = Math.min(times.short, timeOf(() => work(length)));
    times.long = Math.min(times.long, timeOf(() => work(length * TIMES)));
  }
  return times.long / TIMES / times.short;
}

/** Milliseconds. */
function timeOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
