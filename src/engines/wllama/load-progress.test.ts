import { expect, it } from 'vitest';
import { LoadProgress } from './load-progress';

it('rises from 0 to 1 and never falls, also when parts are read twice', () => {
  const told: number[] = [];
  const progress = new LoadProgress(100, (fraction) => told.push(fraction));
  for (let i = 0; i < 10; i += 1) progress.gather(10);
  for (let i = 0; i < 15; i += 1) progress.read(10);
  progress.gather(10);
  progress.done();
  expect(told.at(0)).toBe(0);
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(new Set(told).size).toBe(told.length);
  expect(told.filter((fraction) => fraction < 1)).toHaveLength(21);
});
