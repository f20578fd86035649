import { expect, it } from 'vitest';
import { chooseThreadCount } from './thread-count';

it.each([
  [1, 1],
  [2, 2],
  [4, 2],
  [6, 3],
  [8, 4],
  [64, 4],
])('on %i logical cores %i threads', (logicalCores, threads) => {
  expect(chooseThreadCount({ logicalCores, crossOriginIsolated: true })).toBe(threads);
});

it('uses one thread without cross-origin isolation', () => {
  expect(chooseThreadCount({ logicalCores: 16, crossOriginIsolated: false })).toBe(1);
});
