import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestCommonSubsequence, rouge } from './rouge';

describe('rouge', () => {
  it('is as in the example of the paper', () => {
    // Lin 2004: reference "police killed the gunman"; "police kill the gunman" shares the sequence police–the–gunman, "the gunman kill police" two words.
    const reference = 'police killed the gunman';
    expect(rouge('police kill the gunman', reference).rougeL).toBeCloseTo(3 / 4);
    expect(rouge('the gunman kill police', reference).rougeL).toBeCloseTo(2 / 4);
    expect(rouge('the gunman kill police', reference).rouge1).toBeCloseTo(3 / 4);
    expect(rouge('the gunman kill police', reference).rouge2).toBeCloseTo(1 / 3);
  });

  it('counts a repeated word no oftener than the reference has it', () => {
    // Two of four words are matched, and two of two: F1 = 2·2 / (4 + 2).
    expect(rouge('a a b b', 'a b').rouge1).toBeCloseTo(4 / 6);
  });

  it('heeds neither case nor punctuation', () => {
    expect(rouge('The GATE, closed!', 'the gate closed')).toEqual({ rouge1: 1, rouge2: 1, rougeL: 1 });
  });

  it('is 0 for an empty summary, and between 0 and 1 for any', () => {
    expect(rouge('', 'the gate')).toEqual({ rouge1: 0, rouge2: 0, rougeL: 0 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (said, wanted) => {
        for (const value of Object.values(rouge(said, wanted))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('longestCommonSubsequence', () => {
  it('is symmetric, and the whole for a text with itself', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(longestCommonSubsequence(a, b)).toBe(longestCommonSubsequence(b, a));
        expect(longestCommonSubsequence(a, a)).toBe(a.length);
        expect(longestCommonSubsequence(a, [...b, ...a])).toBe(a.length);
      }),
    );
  });
});
