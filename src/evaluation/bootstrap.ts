import type { Intervals, Metrics } from '../contracts/evaluation';

/** Repeatable random numbers in [0, 1): the same seed gives the same sequence (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 95 % percentile interval of a measure (Efron 1979): items drawn again with replacement, `rounds` times, repeatable by seed. */
export function bootstrapInterval<T>(
  items: readonly T[],
  measure: (sample: readonly T[]) => number,
  rounds = 1000,
  seed = 1,
): readonly [low: number, high: number] {
  if (items.length === 0) throw new RangeError('An interval needs at least one item.');
  const random = seededRandom(seed);
  return middle(Array.from({ length: rounds }, () => measure(drawAgain(items, random))));
}

/** Rounds between two pauses; some milliseconds for a hundred items. */
const ROUNDS_AT_A_TIME = 20;

/** The same for several measures from the same draws, rounded as they are shown. `pause` is awaited now and then, so that a page stays alive. */
export async function bootstrapIntervals<T>(
  items: readonly T[],
  measure: (sample: readonly T[]) => Metrics,
  names: readonly string[],
  pause: () => Promise<void>,
  rounds = 1000,
): Promise<Intervals> {
  if (items.length === 0) return {};
  const random = seededRandom(1);
  const drawn: Metrics[] = [];
  for (let round = 0; round < rounds; round++) {
    drawn.push(measure(drawAgain(items, random)));
    if (round % ROUNDS_AT_A_TIME === ROUNDS_AT_A_TIME - 1) await pause();
  }
  return Object.fromEntries(
    names.map((name) => {
      const [low, high] = middle(drawn.map((metrics) => metrics[name] ?? 0));
      return [name, [rounded(low), rounded(high)] as const];
    }),
  );
}

/** Four decimals say all that some hundred items can. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function roundedAll(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, rounded(value)]));
}

function drawAgain<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => items[Math.floor(random() * items.length)] ?? item);
}

function middle(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
