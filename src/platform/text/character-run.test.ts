import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterSet, longRuns, runAround } from './character-run';

const LETTERS = characterSet(/[a-z]/);

describe('runAround', () => {
  it('reaches to both ends of the run, and nowhere beside one', () => {
    expect(runAround('ab cde é', 4, LETTERS)).toEqual({ start: 3, end: 6 });
    expect(runAround('ab cde é', 7, LETTERS)).toEqual({ start: 7, end: 7 });
    expect(runAround('ab', 2, LETTERS)).toEqual({ start: 2, end: 2 });
  });
});

describe('longRuns', () => {
  it('finds each whole run that is long enough', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'z'), maxLength: 9 }));
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(' ', 'é', '𝐚', '  '),
        fc.integer({ min: 1, max: 6 }),
        (parts, gap, least) => {
          const text = parts.join(gap);
          const runs = longRuns(text, least, LETTERS).map(({ start, end }) => text.slice(start, end));
          expect(runs).toEqual(parts.filter((part) => part.length >= least));
        },
      ),
    );
  });
});
