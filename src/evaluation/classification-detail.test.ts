import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationDetail, reliabilityBins, riskCoverageCurve } from './classification-detail';

const item = (expected: string, said: string, confidence: number) => ({ expected, said, confidence });
const ITEMS = [item('a', 'a', 0.95), item('a', 'b', 0.55), item('b', 'b', 0.9), item('b', 'b', 0.52)];

describe('classificationDetail', () => {
  it('has rows for what was expected and columns for what was said', () => {
    const { confusion, perLabel } = classificationDetail(ITEMS, ['a', 'b']);
    expect(confusion).toEqual([
      [1, 1],
      [0, 2],
    ]);
    expect(perLabel[0]).toEqual({ label: 'a', precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
    expect(perLabel[1]).toMatchObject({ precision: 2 / 3, recall: 1, f1: 0.8 });
  });
});

describe('reliabilityBins', () => {
  it('sets mean confidence beside accuracy, and leaves out empty bins', () => {
    expect(reliabilityBins(ITEMS)).toEqual([
      { confidence: expect.closeTo(0.535) as number, accuracy: 0.5, count: 2 },
      { confidence: expect.closeTo(0.925) as number, accuracy: 1, count: 2 },
    ]);
  });

  it('puts a confidence of exactly 1 into the last bin', () => {
    expect(reliabilityBins([item('a', 'a', 1)])).toEqual([{ confidence: 1, accuracy: 1, count: 1 }]);
  });
});

describe('riskCoverageCurve', () => {
  it('answers less and errs less as the least confidence rises', () => {
    expect(riskCoverageCurve(ITEMS)).toEqual([
      { leastConfidence: 0.52, coverage: 1, risk: 0.25 },
      { leastConfidence: 0.55, coverage: 0.75, risk: 1 / 3 },
      { leastConfidence: 0.9, coverage: 0.5, risk: 0 },
      { leastConfidence: 0.95, coverage: 0.25, risk: 0 },
    ]);
  });

  it('answers items of the same confidence together', () => {
    expect(riskCoverageCurve([item('a', 'a', 0.5), item('a', 'b', 0.5)])).toEqual([
      { leastConfidence: 0.5, coverage: 1, risk: 0.5 },
    ]);
  });

  it('begins with everything answered at the risk of the whole, for any answers', () => {
    const label = fc.constantFrom('a', 'b');
    const judgement = fc.record({
      expected: label,
      said: label,
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(judgement, { minLength: 1 }), (items) => {
        const [first] = riskCoverageCurve(items);
        expect(first?.coverage).toBe(1);
        expect(first?.risk).toBeCloseTo(
          items.filter(({ expected, said }) => expected !== said).length / items.length,
        );
      }),
    );
  });
});
