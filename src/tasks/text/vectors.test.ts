import { expect, it } from 'vitest';
import { centroid, dot } from './vectors';

it('multiplies vectors and refuses those of different models', () => {
  expect(dot(new Float32Array([1, 2]), new Float32Array([3, 4]))).toBe(11);
  expect(() => dot(new Float32Array(2), new Float32Array(3))).toThrow('2 and 3 dimensions');
});

it('gives the unit vector in the middle, or none', () => {
  expect([...(centroid([new Float32Array([2, 0]), new Float32Array([0, 2])]) ?? [])]).toEqual([
    Math.fround(Math.SQRT1_2),
    Math.fround(Math.SQRT1_2),
  ]);
  expect(centroid([])).toBeNull();
  expect(centroid([new Float32Array([1]), new Float32Array([-1])])).toBeNull();
});
