import { describe, expect, it } from 'vitest';
import { canJoin, isClosable, joinTexts } from './joins';
import type { Unit } from './units';

const unit = (text: string, ordinal: number, change: Partial<Unit> = {}): Unit => ({
  ...{ text, spans: [{ start: 0, end: text.length }], ordinals: [ordinal], blockStart: 0, list: null },
  ...change,
});

describe('joins', () => {
  it('joins with semicolons, and lowers the capital of an ordinary word only', () => {
    expect(joinTexts(['The fee is €4,100.', 'It is due today.', 'Kwame pays.'])).toBe(
      'The fee is €4,100; it is due today; Kwame pays.',
    );
  });

  it('never puts a semicolon after a question or an address', () => {
    expect(isClosable('The fee is €4,100.')).toBe(true);
    expect(isClosable('Can you come?')).toBe(false);
    expect(isClosable('See https://yard.example/report.')).toBe(false);
    expect(isClosable('Write to dana@x.example.')).toBe(false);
  });

  it('joins neighbours of a paragraph and items of one list, nothing else, and nothing long', () => {
    const first = unit('The fee is €4,100.', 0);
    expect(canJoin(first, unit('It is due.', 1), 18)).toBe(true);
    expect(canJoin(first, unit('It is due.', 2), 18)).toBe(false);
    expect(canJoin(first, unit('It is due.', 1, { blockStart: 40 }), 18)).toBe(false);
    expect(canJoin(unit('Gate 1.', 0, { list: 1 }), unit('Gate 9.', 8, { list: 1, blockStart: 90 }), 7)).toBe(
      true,
    );
    expect(canJoin(unit('Gate 1.', 0, { list: 1 }), unit('Gate 9.', 8, { list: 2, blockStart: 90 }), 7)).toBe(
      false,
    );
    expect(canJoin(first, unit('It is due.', 1), 255)).toBe(false);
  });
});
