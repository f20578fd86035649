import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatTurn } from '../../contracts/capabilities';
import { goesOnFrom, promptText } from './kept-prompt';

const MAIL = 'The board met on 3 March and agreed the budget of 12,400 EUR. '.repeat(8);
const turnsFor = (mail: string, question: string): ChatTurn[] => [
  { role: 'system', content: 'You are a careful desk assistant.' },
  { role: 'user', content: `${mail}\n\n${question}` },
];

describe('goesOnFrom', () => {
  it('is true of a further question about one mail, and of a conversation that goes on', () => {
    const first = promptText(turnsFor(MAIL, 'Summarise this mail.'));
    expect(goesOnFrom(`${first} A short answer.`, promptText(turnsFor(MAIL, 'What is asked?')))).toBe(true);
    const goesOn = promptText([
      ...turnsFor(MAIL, 'Summarise this mail.'),
      { role: 'assistant', content: 'A short answer.' },
      { role: 'user', content: 'And now a reply.' },
    ]);
    expect(goesOnFrom(first, goesOn)).toBe(true);
  });

  it('is false of another mail, though the system prompt is the same', () => {
    const first = promptText(turnsFor(MAIL, 'Summarise this mail.'));
    const other = promptText(turnsFor(MAIL.replaceAll('board', 'choir'), 'Summarise this mail.'));
    expect(goesOnFrom(first, other)).toBe(false);
  });

  it('never lets more than half of a conversation be put aside', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (kept, next) => {
        let common = 0;
        while (common < kept.length && kept[common] === next[common]) common += 1;
        if (goesOnFrom(kept, next)) expect(common).toBeGreaterThanOrEqual(kept.length / 2);
      }),
    );
  });

  it('is true when nothing is kept yet', () => {
    expect(goesOnFrom('', '')).toBe(true);
  });
});

it('tells turns and a prefix apart', () => {
  const turns = turnsFor('a', 'b');
  expect(promptText(turns, 'Dear')).not.toBe(promptText([...turns, { role: 'assistant', content: 'Dear' }]));
});
