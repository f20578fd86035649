import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSlips, findMeant } from './misspellings';

const WORDS = ['inspection', 'invoice', 'invoices', 'gate', 'receive', 'meeting', 'melting', 'b2b-line'];

describe('a word that stands nowhere', () => {
  it.each([
    ['inspecton', ['inspection']],
    ['invioce', ['invoice']],
    ['recieve', ['receive']],
    ['meetings', ['meeting']],
    ['mexting', ['meeting', 'melting']],
    ['gats', []],
    ['envoice', []],
    ['holiday', []],
    ['14:05', []],
  ])('%s may mean %j', (written, meant) => {
    expect(findMeant(written, WORDS)).toEqual(meant);
  });
});

describe('slips', () => {
  const word = fc.stringMatching(/^[a-z]{2,12}$/);

  it('are as many either way, none for a word itself, and never more than its letters', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(countSlips(one, other)).toBe(countSlips(other, one));
        expect(countSlips(one, other) === 0).toBe(one === other);
        expect(countSlips(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });

  it('are one for a letter left out, and for two that changed places', () => {
    fc.assert(
      fc.property(word, fc.nat(), (one, at) => {
        const i = at % (one.length - 1);
        expect(countSlips(one, one.slice(0, i) + one.slice(i + 1))).toBe(1);
        const swapped = one.slice(0, i) + (one[i + 1] ?? '') + (one[i] ?? '') + one.slice(i + 2);
        expect(countSlips(one, swapped)).toBe(one === swapped ? 0 : 1);
      }),
    );
  });
});
