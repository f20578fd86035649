import { describe, expect, it } from 'vitest';
import { readStatedOffer } from './stated-offer';
import { undecidedStatement } from './statement';

function read(text: string): string | null {
  const matter = readStatedOffer(text);
  return matter?.kind === 'decision' ? undecidedStatement(matter.statement) : null;
}

describe('readStatedOffer', () => {
  it.each([
    [
      "While I am there I could look at the sticking key; that'd be an extra £45.",
      'You [can / need not] look at the sticking key while you are there',
    ],
    [
      "I'd take the post if I could keep Wednesday afternoons.",
      'You [can / cannot] keep Wednesday afternoons',
    ],
    ['I think that this should be taken off.', 'This [will / will not] be taken off'],
    [
      'The names of both have to be with me by 2 July for the passes.',
      'You [will / will not] have the names of both by 2 July',
    ],
  ])('answers “%s”', (statement, sentence) => {
    expect(read(statement)).toBe(sentence);
  });

  it.each([
    'I can see that you are busy.',
    'We can wait until Friday.',
    'The report is attached.',
    'It should be fine.',
  ])('leaves “%s” alone', (statement) => {
    expect(read(statement)).toBeNull();
  });
});
