import { describe, expect, it } from 'vitest';
import { bootstrapInterval, seededRandom } from './bootstrap';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('bootstrapInterval', () => {
  const values = Array.from({ length: 200 }, (_, index) => index % 2);

  it('encloses the measure of the whole with the width that theory gives', () => {
    const [low, high] = bootstrapInterval(values, mean);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    // Standard error of a proportion of 0.5 over 200 items is 0.035; the interval spans about four of them.
    expect(high - low).toBeGreaterThan(0.11);
    expect(high - low).toBeLessThan(0.17);
  });

  it('is repeatable', () => {
    expect(bootstrapInterval(values, mean, 200, 7)).toEqual(bootstrapInterval(values, mean, 200, 7));
  });

  it('has no width where all items are alike', () => {
    expect(bootstrapInterval([3, 3, 3], mean)).toEqual([3, 3]);
  });

  it('refuses an empty list', () => {
    expect(() => bootstrapInterval([], mean)).toThrow(/at least one/u);
  });
});

describe('seededRandom', () => {
  it('is spread evenly over 0 to 1', () => {
    const random = seededRandom(1);
    const draws = Array.from({ length: 4000 }, random);
    expect(mean(draws)).toBeCloseTo(0.5, 1);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
  });
});
