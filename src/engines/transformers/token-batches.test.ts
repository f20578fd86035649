import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchByTokens } from './token-batches';

const anyLengths = fc.array(fc.integer({ min: 1, max: 512 }), { maxLength: 60 });

describe('batchByTokens', () => {
  it('puts short texts together and leaves long ones alone', () => {
    expect(batchByTokens([8, 256, 8, 200, 8])).toEqual([[0, 2, 4], [3], [1]]);
  });

  it('does not pad many short texts to the length of a long one', () => {
    const [first] = batchByTokens([4, 4, 4, 60, 60]);
    expect(first).toEqual([0, 1, 2]);
  });

  it('takes every text once, and never more than one when they are too long together', () => {
    fc.assert(
      fc.property(anyLengths, (lengths) => {
        const batches = batchByTokens(lengths);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
        for (const batch of batches) {
          const padded = batch.length * Math.max(...batch.map((i) => lengths[i] ?? 0));
          expect(batch.length === 1 || padded <= 128).toBe(true);
        }
      }),
    );
  });
});
