import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { sentenceStarts } from './segment-sentences';

const inOneGo = (text: string): number[] =>
  [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(({ index }) => index);

const piece = fc.oneof(
  fc.constantFrom(
    ...['. ', '! ', '? ', '.', ' ', '\n', '" ', '(', ') ', '…', '3.5 ', 'e.g. ', 'A. ', 'word ', 'Word '],
  ),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
);
const text = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));

describe('sentenceStarts', () => {
  it('finds in windows what it finds in one go', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 90, max: 150 }), (written, window) => {
        expect(sentenceStarts(written, window, 80)).toEqual(inOneGo(written));
      }),
      { numRuns: 500 },
    );
  });

  it('looks beyond a window for what tells whether a sentence goes on', () => {
    const written = `${'Some words. '.repeat(10)}It goes on etc. ${'( '.repeat(30)}in lower case. ${'More. '.repeat(20)}`;
    for (let window = 90; window < written.length; window += 1)
      expect(sentenceStarts(written, window, 80)).toEqual(inOneGo(written));
  });

  it('keeps a sentence whole that is longer than a window', () => {
    const long = `${'word '.repeat(2_000)}ends. The next one.`;
    expect(sentenceStarts(long)).toEqual(inOneGo(long));
  });

  it.each(['x! y', 'This is a sentence of some words. ', 'word '])(
    'takes time in proportion to the length of “%s” without end',
    (repeated) => {
      expect(slowdown((length) => sentenceStarts(repeated.repeat(length / 10)), 10_000)).toBeLessThan(3);
    },
  );
});
