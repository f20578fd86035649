import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query';

const NOW = new Date(2026, 9, 12, 9, 30);
const parse = (query: string) => parseQuery(query, NOW);

describe('a query', () => {
  it('is words, phrases, what must not be there, and filters', () => {
    expect(parse('gate "clean run" -invoice from:kwame -is:urgent label:act')).toEqual({
      words: 'gate clean run',
      phrases: ['clean run'],
      without: ['invoice'],
      conditions: [
        { field: 'from', text: 'kwame', negated: false },
        { field: 'urgent', negated: true },
        { field: 'label', category: 'act', negated: false },
      ],
      problems: [],
    });
  });

  it('takes a name in quotation marks after a colon, and capitals in the filter', () => {
    expect(parse('From:"Łukasz Wójcik"').conditions).toEqual([
      { field: 'from', text: 'Łukasz Wójcik', negated: false },
    ]);
  });

  it.each([
    [
      'from:kröger subject:gate -is:urgent label:reply has:draft in:sent',
      'on:yesterday after:7d before:today',
    ],
    [
      'von:kröger betreff:gate -ist:dringend label:antworten mit:entwurf in:gesendet',
      'am:gestern nach:7t vor:heute',
    ],
    [
      'de:kröger asunto:gate -es:urgente etiqueta:responder con:borrador en:enviados',
      'el:ayer después:7d antes:hoy',
    ],
    ['Von:kröger BETREFF:gate -ist:Dringend label:reply con:draft en:sent', 'am:ayer despues:1s antes:today'],
  ])('is the same in each language, and in several: %s', (filters, dates) => {
    const english = parse('from:kröger subject:gate -is:urgent label:reply has:draft in:sent');
    expect(parse(filters)).toEqual(english);
    expect(parse(dates)).toEqual(parse('on:yesterday after:7d before:today'));
  });

  it('says in the language of a filter what it takes', () => {
    expect(parse('etiqueta:luego').problems).toEqual([
      '“etiqueta:luego” is not known. There is etiqueta:responder, etiqueta:hacer, etiqueta:leer, etiqueta:omitir.',
    ]);
  });

  it('takes a colon that makes no filter for a part of a word', () => {
    const { words, conditions, problems } = parse('Re: meeting at 14:00 https://desk.example/a');
    expect(words).toBe('Re: meeting at 14:00 https://desk.example/a');
    expect(conditions).toEqual([]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['on:2026-10-05', [2026, 9, 5], [2026, 9, 6]],
    ['on:2026-10', [2026, 9, 1], [2026, 10, 1]],
    ['on:yesterday', [2026, 9, 11], [2026, 9, 12]],
    ['on:5.10.2026', [2026, 9, 5], [2026, 9, 6]],
  ] as const)('%s is a time from midnight to midnight where the reader is', (query, start, end) => {
    expect(parse(query).conditions).toEqual([
      {
        field: 'date',
        start: new Date(...(start as [number, number, number])).toISOString(),
        end: new Date(...(end as [number, number, number])).toISOString(),
        negated: false,
      },
    ]);
  });

  it('leaves the day itself out before and after it, and counts it among the last days', () => {
    const [before] = parse('before:2026-10-05').conditions;
    const [after] = parse('after:2026-10-05').conditions;
    const [lately] = parse('after:7d').conditions;
    expect(before).toMatchObject({ start: null, end: new Date(2026, 9, 5).toISOString() });
    expect(after).toMatchObject({ start: new Date(2026, 9, 6).toISOString(), end: null });
    expect(lately).toMatchObject({ start: new Date(2026, 9, 5).toISOString(), end: null });
  });

  it.each(['before:2026-02-31', 'on:someday', 'label:later', 'has:wings', 'in:drawer', 'is:blue', 'from:'])(
    'says what is wrong with %s, and searches for the rest',
    (filter) => {
      const { words, conditions, problems } = parse(`gate ${filter}`);
      expect(words).toBe('gate');
      expect(conditions).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(filter.split(':')[0]);
    },
  );

  it('says only once what is wrong twice', () => {
    expect(parse('on:someday gate on:someday').problems).toHaveLength(1);
  });

  it('never fails, and loses no word that was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { words, without, phrases } = parse(text);
        for (const phrase of phrases) expect(words).toContain(phrase);
        for (const part of [...without, words])
          for (const word of part.split(' ')) expect(text).toContain(word);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 }), (typed) => {
        expect(parse(typed.join(' ')).words).toBe(typed.join(' '));
      }),
    );
  });
});
