import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordEditDistance } from './edit-distance';
import { factRecall } from './fact-recall';
import { missingSpecifics, specificsOf } from './specifics';

describe('wordEditDistance', () => {
  it('counts words to insert, delete or replace by the longer text', () => {
    expect(wordEditDistance('I will come on Monday', 'We will come Monday')).toBeCloseTo(2 / 5);
    expect(wordEditDistance('', 'one two')).toBe(1);
    expect(wordEditDistance('', '')).toBe(0);
  });

  it('is 0 for the same words only, symmetric, and at most 1', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = wordEditDistance(a, b);
        expect(distance).toBe(wordEditDistance(b, a));
        expect(distance).toBeLessThanOrEqual(1);
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});

describe('factRecall', () => {
  it('is the share of facts that stand literally, over a line break too', () => {
    expect(factRecall('The gate closes at\n14:00 on 5 May.', ['at 14:00', '6 May', '5 May'])).toBeCloseTo(
      2 / 3,
    );
  });

  it('refuses to judge without facts', () => {
    expect(() => factRecall('text', [])).toThrow(/at least one fact/u);
  });
});

describe('missingSpecifics', () => {
  it.each([
    ['an amount', 'You owe €410.', 'You owe €400.', ['€410']],
    ['a name', 'It was said by Maria Costa.', 'It was said by Maria.', ['Maria Costa']],
    ['a time', 'We meet at 9:30.', 'We meet at 19:30.', ['9:30']],
    ['nothing where all stands in the mail', 'Ask Ada for 3 of them.', 'ada has 3', []],
  ])('finds %s', (_what, summary, mail, missing) => {
    expect(missingSpecifics(summary, mail)).toEqual(missing);
  });

  it('takes no capital at the start of a sentence for a name', () => {
    expect(specificsOf('Please come. Tomorrow is fine.')).toEqual([]);
  });
});
