import { describe, expect, it } from 'vitest';
import { guessColumns } from './guess-columns';

const rows = (count: number, row: (index: number) => string[]): string[][] =>
  Array.from({ length: count }, (_, index) => row(index));

describe('guessColumns', () => {
  it('reads subject and body, and finds the labels by their column’s name', () => {
    const table = {
      columns: ['id', 'subject', 'body', 'category'],
      rows: rows(12, (i) => [
        `T-${i}`,
        `The door number ${i} jams`,
        `Since day ${i} the door does not open.`,
        'door',
      ]),
    };
    expect(guessColumns(table, [])).toEqual({ textColumns: [1, 2], labelColumn: 3 });
  });

  it('finds the labels by the names of the set, whatever the column is called', () => {
    const table = {
      columns: ['what they wrote', 'x'],
      rows: rows(6, (i) => [`Something rather long, number ${i}`, i % 2 === 0 ? 'cat' : 'dog']),
    };
    expect(guessColumns(table, ['cat', 'dog']).labelColumn).toBe(1);
  });

  it('takes no column of dates or numbers for text, nor one of names for labels', () => {
    const table = {
      columns: ['date', 'name', 'comment'],
      rows: rows(9, (i) => ['2026-10-01', `Ana ${i}`, `It was ${i} times better than last year`]),
    };
    expect(guessColumns(table, [])).toEqual({ textColumns: [2], labelColumn: null });
  });
});
