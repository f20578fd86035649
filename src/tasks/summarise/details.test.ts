import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { findCandidates } from './candidates';
import { findDetails } from './details';
import { TUNED } from './rate-units';
import { factsOf } from './salience';

function detailsOf(text: string): string[] {
  const message = makeMessage({ text });
  const candidates = findCandidates(message);
  return findDetails(message, candidates, factsOf(message, candidates, null), TUNED.weights).map(
    (detail) => detail.text,
  );
}

describe('findDetails', () => {
  it('gives no day that only its sentence tells from others', () => {
    const found = detailsOf('The Monday would suit us best. The hall costs 2,340 pounds including tax.');
    expect(found).not.toContain('The Monday');
    expect(found.some((text) => text.includes('2,340 pounds'))).toBe(true);
  });

  it('ends no detail with the word that leads on', () => {
    const found = detailsOf(
      'The hall is ours at 2,340 pounds including tax and the key comes on 3 May before noon.',
    );
    expect(found.filter((text) => /\b(?:including|before)$/u.test(text))).toEqual([]);
  });
});
