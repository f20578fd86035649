import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { collapse, splitSentences } from './sentences';

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe('splitSentences', () => {
  it('does not end a sentence at abbreviations, initials, decimals, times and addresses', () => {
    expect(
      texts(
        'I spoke to Mr. Smith, e.g. about No. 5 at approx. 3.5 km. See https://x.example/a.b?c=d.e at 5 p.m. Please call J. R. Hale.',
      ),
    ).toEqual([
      'I spoke to Mr. Smith, e.g. about No. 5 at approx. 3.5 km.',
      'See https://x.example/a.b?c=d.e at 5 p.m.',
      'Please call J. R. Hale.',
    ]);
    expect(texts('Das gilt z.B. für Block 4. Danke.')).toEqual(['Das gilt z.B. für Block 4.', 'Danke.']);
  });

  it('joins wrapped lines and keeps hand-made lines apart', () => {
    expect(
      texts(
        'Hi all,\nThe calendar is final. Nothing for you to send me tonight, just so that nobody\nbooks holiday on the wrong day.\nBest,\nFemke',
      ),
    ).toEqual([
      'Hi all,',
      'The calendar is final.',
      'Nothing for you to send me tonight, just so that nobody books holiday on the wrong day.',
      'Best,',
      'Femke',
    ]);
  });

  it('gives each list item and table row its own sentence, without the bullet', () => {
    const sentences = splitSentences(
      'Options:\n- Wed 14 Oct: last accruals\n* Fri 16 Oct: reports\na) one person on late (fine? volume was\n31 tickets)\nBranch:    main\nCommit:    7be41c0',
    );
    expect(sentences.map(({ text, layout }) => [layout, text])).toEqual([
      ['prose', 'Options:'],
      ['item', 'Wed 14 Oct: last accruals'],
      ['item', 'Fri 16 Oct: reports'],
      ['item', 'a) one person on late (fine? volume was 31 tickets)'],
      ['row', 'Branch: main'],
      ['row', 'Commit: 7be41c0'],
    ]);
  });

  it('separates sentences that begin in lower case', () => {
    expect(texts('its my grandads. no questions asked just put it back. but incl. the dept. stamp')).toEqual([
      'its my grandads.',
      'no questions asked just put it back.',
      'but incl. the dept. stamp',
    ]);
  });

  it('knows German dates, and sentences that begin with a number', () => {
    expect(
      texts('Er kommt am Mittwoch, 14. Oktober, um 05:30 Uhr. 206 of the 212 went through. 3 did not.'),
    ).toEqual([
      'Er kommt am Mittwoch, 14. Oktober, um 05:30 Uhr.',
      '206 of the 212 went through.',
      '3 did not.',
    ]);
    expect(texts('4. 164 colleagues, 9 more than in June.')).toEqual([
      '4. 164 colleagues, 9 more than in June.',
    ]);
  });

  it('stays within the given offsets', () => {
    const text = 'First one. Second one. Third one.';
    expect(splitSentences(text, 11, 22)).toEqual([
      { text: 'Second one.', start: 11, end: 22, layout: 'prose', blockStart: 11 },
    ]);
  });

  it('gives exact, ordered offsets that lose no letter, whatever the text', () => {
    const pieces = fc.constantFrom(
      'a',
      'B',
      'é',
      '7',
      '.',
      '? ',
      '!',
      ' ',
      '\n',
      '\n\n',
      '- ',
      '1) ',
      'Mr. ',
      '(',
      ')',
      '😀',
      '\t',
      ': ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 80 }), (parts) => {
        const text = parts.join('');
        const sentences = splitSentences(text);
        let at = 0;
        for (const sentence of sentences) {
          expect(sentence.start).toBeGreaterThanOrEqual(at);
          expect(collapse(text.slice(sentence.start, sentence.end))).toBe(sentence.text);
          at = sentence.end;
        }
        const letters = (value: string) => value.replace(/[^aBé]/gu, '');
        expect(letters(sentences.map((sentence) => sentence.text).join(''))).toBe(letters(text));
      }),
    );
  });

  it.each(['word. Mr. (open a/b/c@d. ', 'Mr. ', '1. ', 'x! y', 'ab', '2. 31 tickets '])(
    'takes time in proportion to the length of “%s” without end',
    (repeated) => {
      expect(
        slowdown((length) => splitSentences(repeated.repeat(length / repeated.length)), 5_000),
      ).toBeLessThan(4);
    },
  );
});
