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
  const values = Array.from({ length: rounds }, () =>
    measure(items.map((item) => items[Math.floor(random() * items.length)] ?? item)),
  ).sort((a, b) => a - b);
  const at = (share: number): number =>
    values[Math.min(rounds - 1, Math.floor(share * rounds))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
