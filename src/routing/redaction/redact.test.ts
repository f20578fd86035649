import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from './find-personal-data';
import { redact, type RedactionWishes } from './redact';
import { createStreamRestorer, restore } from './restore';

const NOTHING: RedactionWishes = { shown: [], hidden: [] };
const TEXT =
  'Please pay DE89 3704 0044 0532 0130 00 and write to ada@example.org, or to ADA@example.org again.';
const redacted = (text: string, wishes = NOTHING) => redact(text, findPersonalData(text), wishes);

describe('hiding', () => {
  it('sends no value that was found, and one placeholder for one value', () => {
    const { text, values } = redacted(TEXT);
    for (const { text: value } of findPersonalData(TEXT)) expect(text).not.toContain(value);
    expect(text.match(/\[EMAIL_1\]/gu)).toHaveLength(2);
    expect(values.get('[IBAN_1]')).toBe('DE89 3704 0044 0532 0130 00');
  });

  it('lets go what the user lets go, wherever it stands, and hides the words that the user hides', () => {
    const { text } = redacted(TEXT, { shown: ['ada@example.org'], hidden: ['please  pay'] });
    expect(text).toContain('ada@example.org, or to ADA@example.org');
    expect(text).toMatch(/^\[WORDS_1\] \[IBAN_1\]/u);
  });

  it('leaves the frame alone that it is put in', () => {
    const framed = `<mail>\nThe mail is late.\n</mail>`;
    const kept = [
      { start: 0, end: 7 },
      { start: 24, end: 32 },
    ];
    expect(redact(framed, [], { shown: [], hidden: ['mail'], kept }).text).toBe(
      '<mail>\nThe [WORDS_1] is late.\n</mail>',
    );
  });

  it('hides the part of a find that reaches into the frame', () => {
    const framed = '(+44 20 7946 0018)';
    const found = [{ type: 'phone' as const, text: framed.slice(1), start: 1, end: framed.length }];
    const kept = [
      { start: 0, end: 1 },
      { start: framed.length - 1, end: framed.length },
    ];
    expect(redact(framed, found, { ...NOTHING, kept }).text).toBe('([PHONE_1])');
  });

  it('sends nothing that already looks like a placeholder', () => {
    const { text, values } = redacted('Use [EMAIL_1] and [email 2]; mail ada@example.org.');
    expect(text).toBe('Use [TEXT_1] and [TEXT_2]; mail [EMAIL_1].');
    expect(restore(text, values).text).toBe('Use [EMAIL_1] and [email 2]; mail ada@example.org.');
  });

  it('gives back any text as it was', () => {
    const part = fc.constantFrom(
      '[PERSON_1]',
      '[text 1]',
      ' ada@example.org ',
      '+44 20 7946 0018',
      '[',
      ']',
      'Ada',
    );
    const mail = fc.array(fc.oneof(part, fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(mail, fc.array(fc.string()), (text, hidden) => {
        const { pieces, text: sent, values } = redact(text, findPersonalData(text), { shown: [], hidden });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        // One value may be written in several cases; all else comes back to the letter.
        expect(restore(sent, values).text.toLowerCase().replace(/\s+/gu, ' ')).toBe(
          text.toLowerCase().replace(/\s+/gu, ' '),
        );
      }),
    );
  });
});

describe('putting back', () => {
  const values = new Map([
    ['[PERSON_1]', 'Ada Quist'],
    ['[EMAIL_2]', 'ada@example.org [PERSON_1]'],
  ]);

  it('knows a placeholder in other spellings', () => {
    expect(restore('Dear [Person_1], [person 1], [ PERSON-01 ]', values).text).toBe(
      'Dear Ada Quist, Ada Quist, Ada Quist',
    );
  });

  it('leaves what the model invented in sight, and names it', () => {
    const { text, invented } = restore('Ask [PERSON_7] by [date].', values);
    expect(text).toBe('Ask [PERSON_7] by [date].');
    expect(invented).toEqual(['[PERSON_7]']);
  });

  it('comes to the same wherever a stream is cut', () => {
    const bit = fc.constantFrom(
      '[PERSON_1]',
      '[email_2]',
      '[PERSON_9]',
      '[date]',
      '[',
      ']',
      '[[PERSON_1]',
      ' and ',
    );
    const answers = fc.array(fc.oneof(bit, fc.string())).map((bits) => bits.join(''));
    fc.assert(
      fc.property(answers, fc.array(fc.nat(12)), (answer, cuts) => {
        const restorer = createStreamRestorer(values);
        let shown = '';
        let rest = answer;
        for (const cut of cuts) {
          shown += restorer.add(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        shown += restorer.add(rest) + restorer.end();
        const whole = restore(answer, values);
        expect(shown).toBe(whole.text);
        expect(restorer.invented.toSorted()).toEqual([...whole.invented].sort());
      }),
    );
  });
});
