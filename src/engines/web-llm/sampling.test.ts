import fc from 'fast-check';
import { expect, it } from 'vitest';
import { samplingOf } from './sampling';

it('is greedy and repeatable unless a temperature is asked for', () => {
  expect(samplingOf({})).toEqual(samplingOf({ seed: 7 }));
  expect(samplingOf({})).toMatchObject({ temperature: 0, repetition_penalty: 1 });
});

it('is seeded by what was given, or anew each time', () => {
  const seedOf = (seed?: number) =>
    samplingOf({ temperature: 1, ...(seed === undefined ? {} : { seed }) }).seed;
  expect(seedOf(7)).toBe(seedOf(7));
  expect(new Set([seedOf(7), seedOf(8), seedOf(), seedOf()]).size).toBe(4);
});

it('gives seeds that web-llm takes, and far apart for neighbours', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      const { seed: given } = samplingOf({ temperature: 1, seed });
      expect(Number.isInteger(given)).toBe(true);
      expect(given).toBeGreaterThan(0);
      expect(given).toBeLessThan(2 ** 31 - 1);
    }),
  );
  // web-llm's first random number.
  const firstOf = (seed: number) =>
    ((48_271 * samplingOf({ temperature: 1, seed }).seed) % (2 ** 31 - 1)) / (2 ** 31 - 1);
  const firsts = Array.from({ length: 200 }, (_, seed) => firstOf(seed));
  const mean = firsts.reduce((sum, first) => sum + first, 0) / firsts.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.1);
});
