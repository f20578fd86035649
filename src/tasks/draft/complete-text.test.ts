import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { createCompleter } from './complete-text';

const SENTENCES = [
  'I will send the new gate code.',
  'Shout if anything is unclear.',
  'I will ask Bo on Friday.',
];
const completer = createCompleter(SENTENCES, 'en', () => true);

describe('createCompleter', () => {
  it.each([
    ['Hi Bo,\n\nSho', 'ut if anything is unclear.'],
    ['That is fine. shout if', ' anything is unclear.'],
    ['- I will se', 'nd the new gate code.'],
    ['Bo says they need the new gate', ' code.'],
  ])('continues “%s”', (before, expected) => {
    expect(completer.complete(before)).toBe(expected);
  });

  it.each(['', 'Sh', 'Hi Bo,\n\n', 'xyzzy plugh', 'Shout if anything is unclear.', 'Shout if [name'])(
    'has nothing to add to “%s”',
    (before) => {
      expect(completer.complete(before)).toBe('');
    },
  );

  it('offers nothing that holds what the mail does not support', () => {
    const strict = createCompleter(SENTENCES, 'en', (_typed, added) => !added.includes('Friday'));
    expect(strict.complete('I will ask B')).toBe('');
  });

  it('continues in the sentence’s own words, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SENTENCES),
        fc.nat(40),
        fc.string({ maxLength: 20 }),
        (sentence, cut, noise) => {
          const before = `${noise.replaceAll('[', '')}\n${sentence.slice(0, cut)}`;
          const added = completer.complete(before);
          if (added !== '')
            expect(SENTENCES.concat(before + added).some((text) => text.endsWith(added))).toBe(true);
        },
      ),
    );
  });

  it('answers in a time in proportion to the number of sentences at most', () => {
    const completers = new Map<number, ReturnType<typeof createCompleter>>();
    const among = (count: number): ReturnType<typeof createCompleter> => {
      const many = Array.from({ length: count }, (_, at) => `Sentence ${at} speaks of something else again.`);
      const made = completers.get(count) ?? createCompleter([...many, ...SENTENCES], 'en', () => true);
      completers.set(count, made);
      return made;
    };
    [625, 5_000].forEach(among);
    expect(slowdown((count) => among(count).complete('Hi Bo,\n\nShout if'), 625)).toBeLessThan(4);
  });
});
