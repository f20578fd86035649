import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { PERSONAL_DATA_TYPES } from '../../contracts/personal-data';
import { findPersonalData } from './find-personal-data';

const found = (text: string, people: readonly string[] = []): string[] =>
  findPersonalData(text, { people }).map((span) => `${span.type}: ${span.text}`);

describe('what has a form', () => {
  it.each([
    ['Write to ann.lee+desk@north.example.', 'email: ann.lee+desk@north.example'],
    ['Call +44 20 7946 0118 today.', 'phone: +44 20 7946 0118'],
    ['Ring me on 07700 900461.', 'phone: 07700 900461'],
    ['Tel.: (415) 555-0132', 'phone: (415) 555-0132'],
    ['If need be (call +44 (0)20 7946 0118).', 'phone: +44 (0)20 7946 0118'],
    ['to NL91 ABNA 0417 1643 00 by Friday', 'iban: NL91 ABNA 0417 1643 00'],
    ['to DE89370400440532013000 EUR 40', 'iban: DE89370400440532013000'],
    ['card 4111 1111 1111 1111, exp', 'card: 4111 1111 1111 1111'],
    ['from 203.0.113.148, twice', 'ip: 203.0.113.148'],
    ['listens on 2001:db8::1 now', 'ip: 2001:db8::1'],
    ['see https://x.example/a?token=Zr41LkX0.', 'url-with-token: https://x.example/a?token=Zr41LkX0'],
    ['The password is Tr0mbone!Quay.', 'secret: Tr0mbone!Quay'],
    ['Der PIN-Code lautet 4471.', 'secret: 4471'],
    ['use ghp_x7Kq2LmV9sTzR4bYwE1nUoP5aHcJdF3gQi8t', 'secret: ghp_x7Kq2LmV9sTzR4bYwE1nUoP5aHcJdF3gQi8t'],
    ['DNI 12345678Z', 'id-number: 12345678Z'],
    ['passport no. C01X00T47', 'id-number: C01X00T47'],
    ['number plate: HH-QY 1184', 'id-number: HH-QY 1184'],
    ['born on 14 March 1994 in Kiel', 'date-of-birth: 14 March 1994'],
    ['geb. 02.06.1991', 'date-of-birth: 02.06.1991'],
    ['at Am Lotsenspeicher 12, 20999 Hamburg.', 'address: Am Lotsenspeicher 12, 20999 Hamburg'],
    ['to 221B Baker Street, London NW1 6XE.', 'address: 221B Baker Street, London NW1 6XE'],
    ['au 12 rue des Tanneurs, 59000 Lille', 'address: 12 rue des Tanneurs, 59000 Lille'],
  ])('finds it in “%s”', (text, expected) => {
    expect(found(text)).toContain(expected);
  });

  it.each([
    'Invoice 2026-4471 of 12.10.2026 over 3,480.00 EUR, due 31/10/2026 at 14:30.',
    'Version 10.2.0.14, build 20261012.3, section 4.2.1.1',
    'The password is on the wiki, and the passport office opens at 9.',
    'See https://x.example/start?lang=en&page=2 and https://x.example/blog/2026/how-we-work.',
    'NL91 ABNA 0417 1643 01 and 4111 1111 1111 1112 are mistyped.',
    'The key is with the guard. Enter the code of the part, 17.',
    'We meet on 14 March 1994 plus forty days.',
  ])('finds nothing in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['Dear Ms Okafor,\n\nthe plan is ready.', ['Okafor']],
    ['Hi Dana, Lotte and Kwame,\n\nsee below.', ['Dana', 'Lotte', 'Kwame']],
    ['Sehr geehrter Herr Dr. Kühnast,\n\nanbei.', ['Kühnast']],
    ['It works.\n\nKind regards\nXoliswa Qhubeka', ['Xoliswa Qhubeka']],
    ['We told Sanne de Wit about it.', ['Sanne de Wit']],
    ['Signed by J.C. van Rijckevorsel himself.', ['J.C. van Rijckevorsel']],
    [
      'Owen Achterberg called. Later, Achterberg called again, and Owen too.',
      ['Owen Achterberg', 'Achterberg', 'Owen'],
    ],
    ['Quorra Zyxel, finance director, agreed.', ['Quorra Zyxel']],
    ['Ask Rose Tyler, and give her the rose. Will you?', ['Rose Tyler']],
  ])('finds them in “%s”', (text, names) => {
    expect(found(text)).toEqual(names.map((name) => `person: ${name}`));
  });

  it.each([
    'Dear customer,\n\nthank you.\n\nKind regards\nThe Support Team',
    'Graham Freight Ltd and Martin & Sons deliver in May; Paris and Florence wait.',
    'Mark the box, then Will Call opens. Grace period: June.',
  ])('finds none in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('knows the people of the header by any part of their name', () => {
    expect(found('I asked Quillfeather about it.', ['Ada Quillfeather'])).toEqual(['person: Quillfeather']);
    expect(found('I asked Quillfeather about it.')).toEqual([]);
    expect(found('Meridian wants more.', ['Meridian Cold Chain'])).toEqual([]);
  });

  it('finds a name that it is given whole, however unusual it is and wherever it breaks', () => {
    const people = ['Zorblatt  Quixley', 'ada (she/her) [Ops]'];
    const text = 'Then Zorblatt Quixley came, and Zorblatt\nQuixley went. A ZorblattQuixley never was.';
    expect(found(text, people)).toEqual(['person: Zorblatt Quixley', 'person: Zorblatt\nQuixley']);
    expect(found(text)).toEqual([]);
  });
});

interface LabelledText {
  readonly id: string;
  readonly text: string;
  readonly spans: readonly { readonly text: string; readonly type: string }[];
}

it('finds what is labelled in thirty mails of ten countries, and little else', async () => {
  const file = new URL('../../../benchmarks/data/personal-data.json', import.meta.url);
  const texts = JSON.parse(await readFile(file, 'utf8')) as LabelledText[];
  let [both, labelled, given] = [0, 0, 0];
  const missed: string[] = [];
  for (const { id, text, spans } of texts) {
    const expected = new Set(spans.map((span) => `${span.type}: ${span.text}`));
    const seen = new Set(found(text));
    labelled += expected.size;
    given += seen.size;
    both += [...expected].filter((span) => seen.has(span)).length;
    missed.push(...[...expected].filter((span) => !seen.has(span)).map((span) => `${id}, ${span}`));
  }
  expect((2 * both) / (labelled + given)).toBeGreaterThan(0.95);
  expect(missed.filter((span) => /, (?:email|phone|iban|card|secret):/.test(span))).toEqual([]);
});

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('for any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      'Dear ',
      'Owen Achterberg',
      'Kind regards\n',
      '\n',
      ' +44 20 7946 0118',
      'a@b.example',
      'https://x.example/?t=',
      'password: ',
      'NL91 ABNA 0417 1643 00',
      'Kompaskade 44, 3099 ZK Rotterdam',
      '::1',
      'born ',
    ),
  );

  it('gives spans in order, inside the text and apart from one another', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        let from = 0;
        for (const span of findPersonalData(text)) {
          expect(span.start).toBeGreaterThanOrEqual(from);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.text).toBe(text.slice(span.start, span.end));
          expect(PERSONAL_DATA_TYPES).toContain(span.type);
          from = span.end;
        }
        expect(from).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 150 },
    );
  });

  it('takes no card and no account number whose check digit is wrong', () => {
    fc.assert(
      fc.property(digits(15), fc.integer({ min: 1, max: 9 }), (start, off) => {
        const sum = [...start].reduce((total, digit, index) => {
          const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
          return total + (value > 9 ? value - 9 : value);
        }, 0);
        const wrong = (10 - (sum % 10) + off) % 10;
        expect(found(`card ${start}${wrong}`).filter((each) => each.startsWith('card'))).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (check) => {
        fc.pre(check !== 91);
        const iban = `NL${String(check).padStart(2, '0')} ABNA 0417 1643 00`;
        expect(found(`to ${iban}`).filter((each) => each.startsWith('iban'))).toEqual([]);
      }),
    );
  });

  it.each([
    'A',
    'Aa ',
    '1 ',
    '+1',
    'a@',
    'a.',
    '1.',
    ':1',
    'Aa 1, ',
    'password ',
    'Dear ',
    'key ',
    'https://',
    '\n> ',
    'A.',
    'id ',
  ])('takes time in proportion to the length of “%s” without end', (repeated) => {
    expect(
      slowdown((length) => findPersonalData(repeated.repeat(length / repeated.length)), 3_000),
    ).toBeLessThan(4);
  });
});
