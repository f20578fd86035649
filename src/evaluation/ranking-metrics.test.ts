import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndcg, rankingMetrics, recallAt, reciprocalRank } from './ranking-metrics';

describe('ranking metrics', () => {
  it('are worked out by hand', () => {
    // Answers at places 2 and 4 of two: DCG = 1/log2(3) + 1/log2(5), best = 1 + 1/log2(3).
    const ranked = ['x', 'a', 'y', 'b'];
    expect(ndcg(ranked, ['a', 'b'], 10)).toBeCloseTo((0.63093 + 0.43068) / (1 + 0.63093), 4);
    expect(recallAt(ranked, ['a', 'b'], 3)).toBe(0.5);
    expect(reciprocalRank(ranked, ['b', 'a'])).toBe(0.5);
  });

  it('look no deeper than they say', () => {
    const ranked = [...'0123456789', 'a'];
    expect(rankingMetrics(ranked, ['a'])).toEqual({ ndcg10: 0, recall5: 0, mrr: 1 / 11 });
  });

  it('count an answer that is ranked twice once', () => {
    expect(ndcg(['a', 'a', 'b'], ['a', 'b'], 10)).toBe(1);
    expect(recallAt(['a', 'a'], ['a', 'b'], 5)).toBe(0.5);
  });

  it('are 1 for the best ranking and never leave 0 to 1', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });
    fc.assert(
      fc.property(ids, ids, (ranked, relevant) => {
        for (const value of Object.values(rankingMetrics(ranked, relevant))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(ndcg(relevant, relevant, 10)).toBeCloseTo(1);
      }),
    );
  });

  it('refuse a query without an answer', () => {
    expect(() => rankingMetrics(['a'], [])).toThrow(/at least one answer/u);
  });
});
