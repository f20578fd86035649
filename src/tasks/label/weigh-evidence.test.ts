import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../classify/logistic-regression';
import { weighEvidence, type Evidence } from './weigh-evidence';

const PRIORS = { before: { mean: 1, variance: 0.3 }, correction: { mean: 4, variance: 4 } };

const right = (before: readonly number[], correction: readonly number[], answer: number): Evidence => ({
  ...{ before, correction, answer },
});

/** Minus the logarithm of how likely weights and answers are together. */
function lossOf(cases: readonly Evidence[], before: number, correction: number): number {
  return cases.reduce(
    (sum, item) =>
      sum -
      Math.log(
        softmax(item.before.map((value, i) => before * value + correction * (item.correction[i] ?? 0)))[
          item.answer
        ] ?? 0,
      ),
    (before - 1) ** 2 / 0.6 + (correction - 4) ** 2 / 8,
  );
}

describe('weighEvidence', () => {
  it('stays with what is usual where nothing is known', () => {
    expect(weighEvidence([], PRIORS)).toEqual({ before: 1, correction: 4 });
  });

  it('gives up what was thought before where it is always wrong, and the correction right', () => {
    const cases = Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0 ? right([-3, 0], [0.1, -0.1], 0) : right([0, -3], [-0.1, 0.1], 1),
    );
    const { before, correction } = weighEvidence(cases, PRIORS);
    expect(before).toBeLessThan(0.1);
    expect(correction).toBeGreaterThan(4);
  });

  it('finds weights that none nearby is likelier than', () => {
    const scores = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
    const item = fc.record({ before: scores, correction: scores, answer: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), (cases) => {
        const { before, correction } = weighEvidence(cases, PRIORS);
        fc.pre(before > 0 && correction > 0);
        const found = lossOf(cases, before, correction);
        for (const [b, c] of [
          [0.01, 0],
          [-0.01, 0],
          [0, 0.05],
          [0, -0.05],
        ] as const)
          expect(lossOf(cases, before + b, correction + c)).toBeGreaterThanOrEqual(found - 1e-6);
      }),
    );
  });
});
