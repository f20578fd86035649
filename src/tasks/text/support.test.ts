import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FactKind } from '../../contracts/briefing';
import { findFacts } from './facts';
import { NUMBER_WORDS } from './number-words';
import { splitSentences } from './sentences';
import { findUnsupported } from './support';

const unsupported = (text: string, ...texts: string[]) =>
  findUnsupported(text, { texts }).map((fact) => fact.text);

/** The 130 mails of one sector file, as body and what the headers add. */
const mails = readFileSync('public/samples/desk-mail/mail-b.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { mail } = JSON.parse(line) as {
      mail: Record<'from' | 'to' | 'subject' | 'date' | 'body', string>;
    };
    return { body: mail.body, source: { texts: [mail.body, mail.from, mail.to, mail.subject, mail.date] } };
  });

describe('findUnsupported', () => {
  it.each([
    ['the 14th of October', 'due 14 Oct'],
    ['October 14', 'due Wed 14 October 2026'],
    ['Fri 16 Oct', 'Friday 16 October 2026'],
    ['9 September', 'between 9 and 23 September'],
    ['15000 calls', '15,000 calls'],
    ['EUR 15,000', '€15,000'],
    ['two reports', '2 reports'],
    ['3 lines', 'three lines'],
    ['64 percent', '64 %'],
    ['5 p.m.', '5pm'],
    ["Dana's mail from O'Brien", 'Dana wrote to O’Brien'],
    ['Groundwater rose.', 'the groundwater rose'],
    ['Please wait. Could Kwame do it?', 'Kwame'],
    ['see ports.example', 'a.lis@ports.example'],
  ])('accepts "%s" where the mail says "%s"', (text, source) => {
    expect(unsupported(text, source)).toEqual([]);
  });

  it.each([
    ['12 pallets', '128 pallets and 1,212 more, at 12:30, on 12/10, INC-12', ['12']],
    ['204 tests', '3 of 1,204 tests', ['204']],
    ['3 of 1,204', '3 of 12, and 1,204 others', ['3 of 1,204']],
    ['14 November', '14 Oct and 15 November', ['14 November']],
    ['Thursday 14 Oct', 'Wednesday 14 Oct, or Thursday', ['Thursday 14 Oct']],
    ['16 October 2027', '16 October 2026', ['16 October 2027']],
    ['tomorrow', 'today', ['tomorrow']],
    ['$15,000', '€15,000', ['$15,000']],
    ['€186,400', 'priced in the 186,400', ['€186,400']],
    ['€1.839', '€1,839', ['€1.839']],
    ['at 17:30', 'at 17:00 or 7:30', ['17:30']],
    ['INC-22', 'INC-2291', ['INC-22']],
    ['ask Mark', 'mark my words', ['Mark']],
    ['Owen Bakker agreed', 'Owen Achterberg and Femke Bakker agreed', ['Owen Bakker']],
    ['Zara called.', 'someone called', ['Zara']],
    ['Mr Bakker', 'Bakker', ['Mr Bakker']],
    ['https://x.example/a', 'https://x.example/a/b', ['https://x.example/a']],
    ['two', 'three', ['two']],
  ])('reports what "%s" adds to "%s"', (text, source, expected) => {
    expect(unsupported(text, source)).toEqual(expected);
  });

  it('gives offsets into the checked text', () => {
    const text = 'It costs €20 on Monday.';
    for (const fact of findUnsupported(text, { texts: ['It costs something.'] })) {
      expect(text.slice(fact.start, fact.end)).toBe(fact.text);
    }
  });

  it('accepts every sentence of every mail', () => {
    for (const { body, source } of mails) {
      for (const sentence of splitSentences(body)) {
        expect([sentence.text, findUnsupported(sentence.text, source)]).toEqual([sentence.text, []]);
      }
    }
  });

  it('catches every changed fact in every sentence', () => {
    const cases = mails.flatMap(({ body, source }) =>
      splitSentences(body).flatMap((sentence) =>
        findFacts(sentence.text).map((fact) => ({ sentence: sentence.text, fact, source, body })),
      ),
    );
    expect(cases.length).toBeGreaterThan(1_000);
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(), ({ sentence, fact, source }, seed) => {
        const changed = mutate(fact.kind, fact.text, spellDigits(source.texts.join('\n')), seed);
        fc.pre(changed !== null);
        const text = sentence.slice(0, fact.start) + (changed ?? '') + sentence.slice(fact.end);
        expect([text, findUnsupported(text, source).length > 0]).toEqual([text, true]);
      }),
      { numRuns: 3_000 },
    );
  });
});

const INVENTED = ['Zyrianka', 'Quorvik', 'Ottombe'];
const DAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
  'tomorrow',
  'yesterday',
];

/** Number words as digits, since the two are the same fact. */
function spellDigits(text: string): string {
  return text.replace(/\b\p{L}+\b/gu, (word) => NUMBER_WORDS.get(word.toLowerCase()) ?? word);
}

/** Another value of the same kind that the source does not hold; null where no honest one is at hand. */
function mutate(kind: FactKind, text: string, source: string, seed: number): string | null {
  if (kind === 'name' && !/\d/u.test(text)) return INVENTED[seed % INVENTED.length] ?? null;
  if (!/\d/u.test(text)) {
    const other = DAYS.filter((day) => !new RegExp(day.slice(0, 3), 'iu').test(source));
    return kind === 'date' ? (other[seed % Math.max(1, other.length)] ?? null) : null;
  }
  const digits = [...text.matchAll(/\d/gu)].map((match) => match.index);
  const at = digits[seed % digits.length] ?? 0;
  const digit = String((Number(text[at]) + 1 + (seed % 9)) % 10);
  const changed = text.slice(0, at) + digit + text.slice(at + 1);
  const numbers = changed.match(/\d+/gu) ?? [];
  const inSource = numbers.every((number) => new RegExp(`(?<!\\d)0?${number}(?!\\d)`, 'u').test(source));
  return changed === text || inSource || /^0|\D0\d/u.test(changed) ? null : changed;
}
