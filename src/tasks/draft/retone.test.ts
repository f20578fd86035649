import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAFT_LENGTHS, TONES } from '../../contracts/voice';
import { contract, spellOut } from './contractions';
import { retone } from './retone';

const DRAFT =
  'Hello Bo,\n\nThank you for your mail.\n\nI am afraid I cannot come on Friday.\n\nThe gate is open from [time].\n\nKind regards,\nAda';

describe('retone', () => {
  it('makes a draft warmer, formal, shorter and longer', () => {
    expect(retone(DRAFT, 'warmer', 'as-is', 'en')).toMatch(
      /^Hi Bo,\n\nThank you very much[^]*I’m afraid I can’t come[^]*All the best,\nAda$/u,
    );
    expect(retone(DRAFT, 'formal', 'as-is', 'en')).toMatch(
      /^Dear Bo,\n\nThank you for your message[^]*Kind regards,\nAda$/u,
    );
    expect(retone(DRAFT, 'plain', 'shorter', 'en')).toBe(
      'Hello Bo,\n\nI cannot come on Friday.\n\nThe gate is open from [time].\n\nBest,\nAda',
    );
    expect(retone(DRAFT, 'plain', 'longer', 'en')).toContain('Let me know if anything is unclear.');
  });

  it('says no pleasantry twice, however often it is asked', () => {
    const once = retone(DRAFT, 'formal', 'longer', 'en');
    expect(retone(once, 'formal', 'longer', 'en')).toBe(once);
    const changed = retone(retone(once, 'warmer', 'longer', 'en'), 'plain', 'longer', 'en');
    expect(changed.match(/let me know/giu)).toHaveLength(1);
  });

  it('never loses a blank, a number or the name, in any language', () => {
    const word = fc.constantFrom(
      'gate',
      'cannot',
      '12',
      '[date]',
      '[yes / no]',
      'Bo',
      'really',
      '“I cannot”',
      'afraid',
    );
    const line = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => `The ${words.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...TONES),
        fc.constantFrom(...DRAFT_LENGTHS),
        fc.constantFrom('en' as const, 'de' as const, 'es' as const, 'fr' as const),
        (lines, tone, length, language) => {
          const text = ['Hi Bo,', ...lines, 'Best,\nAda'].join('\n\n');
          const keep = (of: string) => of.match(/\[[^\]]*\]|12|“I cannot”/gu) ?? [];
          const made = retone(text, tone, length, language);
          expect(keep(made)).toEqual(keep(text));
          expect(made.endsWith('Ada')).toBe(true);
        },
      ),
    );
  });
});

describe('contract and spellOut', () => {
  it('leave quotations and blanks alone', () => {
    const text = 'On “I am not sure”: I cannot tell; it [is / is not] so.';
    expect(contract(text)).toBe('On “I am not sure”: I can’t tell; it [is / is not] so.');
    expect(spellOut(contract(text))).toBe(text);
  });
});
