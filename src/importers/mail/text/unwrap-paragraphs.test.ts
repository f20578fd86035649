import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrapParagraphs } from './unwrap-paragraphs';

const PROSE =
  'My planner has just rung me at home because for Wednesday she has seventeen slots at the north gate that show two hauliers on the same door at the same half hour, and the first of them is due at half past six in the morning already.';

function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

describe('unwrapParagraphs', () => {
  it('takes hard wrapping back at any usual width', () => {
    const widths = fc.integer({ min: 60, max: 90 });
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 60, maxLength: 200 });
    fc.assert(
      fc.property(widths, words, (width, list) => {
        const text = list.join(' ');
        expect(unwrapParagraphs(wrap(text, width))).toBe(text);
      }),
    );
  });

  it('never changes the words of any text', () => {
    const text = fc
      .array(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 20 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (before) => {
        const words = (value: string): string[] => value.split(/\s+/).filter(Boolean);
        expect(words(unwrapParagraphs(before))).toEqual(words(before));
      }),
    );
  });

  it.each([
    [
      'a list',
      '- Wed 14 Oct: last accruals posted by my team, then the long list of rest\n- Fri 16 Oct: reports land',
    ],
    [
      'numbered points',
      '1. the share of onboardings that were done on time in the third quarter\n2. the second shift',
    ],
    [
      'a table',
      'p.hazeleger     left 31 August 2026 and never came back to the office    (Operations)\nc.umarova       moved      (Marketing)',
    ],
    [
      'quoted lines',
      '> I like it, but I cannot take a round figure to the board, put a number\n> on it, split by line.',
    ],
    ['code', '    const total = prices.reduce((sum, price) => sum + price.amount, zero);\n    return total;'],
    ['an address', 'Kompaskade 44\n3099 ZK Rotterdam\nThe Netherlands'],
    ['a signature', 'Kind regards\nTeresa Okafor\nSenior Counsel, Meridian Cold Chain'],
  ])('keeps the lines of %s', (_, lines) => {
    const text = `${wrap(PROSE, 72)}\n\n${lines}`;
    expect(unwrapParagraphs(text)).toBe(`${PROSE}\n\n${lines}`);
  });

  it('joins the hanging lines of a list item', () => {
    const text = `${wrap(PROSE, 72)}\n\n- the share of onboardings that were done on time in the third quarter\n  and in the fourth`;
    expect(unwrapParagraphs(text)).toContain('in the third quarter and in the fourth');
  });

  it('leaves a text alone whose paragraphs are long lines', () => {
    const text = `${PROSE}\nA short line.\n${PROSE}\nAnother one.`;
    expect(unwrapParagraphs(text)).toBe(text);
  });
});
