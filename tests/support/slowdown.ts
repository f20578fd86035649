/** How much longer the long text is than the short one. */
const TIMES = 8;
const FEWEST_ROUNDS = 2;
/** Where something else runs all the while, a quiet moment comes for both lengths in so many. */
const MOST_ROUNDS = 15;
/** Well below what grows with the square. */
const CLEAR = 2;

/**
 * How many times as long `work` takes for each unit of length at eight times the length: about 1 where time grows in proportion, 8 where it grows with
 * the square. Both lengths are measured in turn and the quickest of their rounds counts; there are as many rounds as it takes to be clear, up to fifteen.
 */
export function slowdown(work: (length: number) => unknown, length: number): number {
  // Once unmeasured, while the engine still compiles.
  work(length);
  let [short, long] = [Infinity, Infinity];
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    short = Math.min(
      short,
      timeOf(() => work(length)),
    );
    long = Math.min(
      long,
      timeOf(() => work(length * TIMES)),
    );
    if (round >= FEWEST_ROUNDS && long / TIMES / short < CLEAR) break;
  }
  return long / TIMES / short;
}

/** Microseconds of computing: on a busy machine only what is short has the processor to itself from beginning to end. */
function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
