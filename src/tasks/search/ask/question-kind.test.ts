import { describe, expect, it } from 'vitest';
import { holdsWanted, isQuestion, wantedFacts } from './question-kind';

describe('a question', () => {
  it.each([
    ['When does the lease end?', 'It ends on 31 March 2027.', 'It ends soon.'],
    ['Who signs the frame agreement?', 'Maarten Vos signs first.', 'it is signed in the portal.'],
    ['How much is the fee?', 'The fee is €380 a day.', 'The fee is waived.'],
    ['How many days are left?', 'There are 14 days left.', 'There are some days left.'],
    ['Wann ist die Abnahme?', 'Die Abnahme ist am 5. Oktober 2026.', 'Die Abnahme kommt bald.'],
  ])('%s is answered by a specific of its kind', (question, answer, other) => {
    const wanted = wantedFacts(question);
    expect(holdsWanted(answer, question, wanted)).toBe(true);
    expect(holdsWanted(other, question, wanted)).toBe(false);
  });

  it('is not answered by what it names itself', () => {
    const question = 'When was the report of 20 August reviewed?';
    expect(holdsWanted('The report of 20 August is long.', question, wantedFacts(question))).toBe(false);
  });

  it('is told from a search', () => {
    expect(isQuestion('who signs the contract')).toBe(true);
    expect(isQuestion('removal firm?')).toBe(true);
    expect(isQuestion('removal firm')).toBe(false);
    expect(isQuestion('is:urgent')).toBe(false);
  });
});
