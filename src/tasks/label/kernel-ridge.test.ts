import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitKernelRidge } from './kernel-ridge';

/** Points on a line, with their inner products as kernel. */
const kernelOf = (points: readonly number[]): Float64Array =>
  Float64Array.from(points.flatMap((a) => points.map((b) => a * b + 1)));

describe('fitKernelRidge', () => {
  it('finds a line through points on it', async () => {
    const points = [0, 1, 2, 3];
    const targets = Float64Array.from(points, (x) => 2 * x + 1);
    const { coefficients } = await fitKernelRidge(kernelOf(points), targets, { outputs: 1, penalty: 1e-6 });
    const at5 = points.reduce((sum, x, i) => sum + (coefficients[i] ?? 0) * (x * 5 + 1), 0);
    expect(at5).toBeCloseTo(11, 2);
  });

  it('gives the residual that a fit without the point leaves', async () => {
    const numbers = fc.integer({ min: -50, max: 50 }).map((value) => value / 10);
    const data = fc.array(fc.tuple(numbers, numbers), { minLength: 3, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(data, async (pairs) => {
        const options = { outputs: 1, penalty: 0.5 };
        const whole = await fitKernelRidge(
          kernelOf(pairs.map(([x]) => x)),
          Float64Array.from(pairs, ([, y]) => y),
          options,
        );
        const [[x, y] = [0, 0], ...others] = pairs;
        const { coefficients } = await fitKernelRidge(
          kernelOf(others.map(([other]) => other)),
          Float64Array.from(others, ([, other]) => other),
          options,
        );
        const predicted = others.reduce(
          (sum, [other], i) => sum + (coefficients[i] ?? 0) * (other * x + 1),
          0,
        );
        expect(whole.leftOutResiduals[0]).toBeCloseTo(y - predicted, 4);
      }),
    );
  });
});
