import { expect, it } from 'vitest';
import { bootstrapInterval, bootstrapIntervals } from './bootstrap';

const VALUES = Array.from({ length: 50 }, (_, index) => index % 5);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('gives each measure the interval that it has alone, and lets the page breathe', async () => {
  let pauses = 0;
  const intervals = await bootstrapIntervals(
    VALUES,
    (sample) => ({ mean: mean(sample), most: Math.max(...sample) }),
    ['mean', 'most'],
    async () => {
      pauses += 1;
    },
  );
  const [low, high] = bootstrapInterval(VALUES, mean);
  expect(intervals['mean']?.[0]).toBeCloseTo(low, 3);
  expect(intervals['mean']?.[1]).toBeCloseTo(high, 3);
  expect(intervals['most']).toEqual([4, 4]);
  expect(pauses).toBeGreaterThan(10);
});

it('has no interval for no items', async () => {
  expect(
    await bootstrapIntervals(
      [],
      () => ({ mean: 0 }),
      ['mean'],
      async () => undefined,
    ),
  ).toEqual({});
});
