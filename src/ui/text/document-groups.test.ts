import { expect, it } from 'vitest';
import { documentGroups, rowCells } from './document-groups';
import { documentRuns, findPlaces } from './document-runs';

it('puts rows and items together, and parts tables that a blank line parts', () => {
  const text = 'a | b\nc | d\n\ne | f\n\n- one\n\n- two';
  const block = (kind: 'row' | 'item', words: string) => {
    const start = text.indexOf(words);
    return { kind, level: 0, start, end: start + words.length };
  };
  const blocks = [
    block('row', 'a | b'),
    block('row', 'c | d'),
    block('row', 'e | f'),
    block('item', '- one'),
    block('item', '- two'),
  ];
  expect(documentGroups({ text, blocks }).map(({ kind, blocks: { length } }) => [kind, length])).toEqual([
    ['table', 2],
    ['table', 1],
    ['list', 2],
  ]);
});

it('shows documents that an earlier version stored by their blank lines', () => {
  const text = 'One\nstill one\n\nTwo';
  const shown = documentGroups({ text }).map(({ start, end }) => text.slice(start, end));
  expect(shown).toEqual(['One\nstill one', 'Two']);
});

it('finds the cells of a row, empty ones at either end included', () => {
  for (const [row, cells] of [
    ['a | b', ['a', 'b']],
    [' | b |  | d', ['', 'b', '', 'd']],
    ['a |', ['a', '']],
  ] as const) {
    const found = rowCells(`x\n${row}`, { kind: 'row', level: 0, start: 2, end: 2 + row.length });
    expect(found.map(({ start, end }) => `x\n${row}`.slice(start, end))).toEqual(cells);
  }
});

it('cuts a stretch at marks and pages, and shows the strongest mark', () => {
  const marks = [
    { start: 0, end: 6, kind: 'evidence' },
    { start: 4, end: 8, kind: 'found' },
  ] as const;
  expect(documentRuns('0123456789', { start: 2, end: 10 }, marks, [0, 9])).toEqual([
    { text: '23', start: 2, mark: 'evidence', page: null },
    { text: '45', start: 4, mark: 'evidence', page: null },
    { text: '67', start: 6, mark: 'found', page: null },
    { text: '8', start: 8, mark: null, page: null },
    { text: '9', start: 9, mark: null, page: 2 },
  ]);
});

it('finds words over line ends and takes signs as they are', () => {
  const text = 'The (old)\nMILL. the (old) mill';
  expect(findPlaces(text, 'the (old) mill.', 9)).toEqual([{ start: 0, end: 15 }]);
  expect(findPlaces(text, '(OLD)', 1)).toHaveLength(1);
  expect(findPlaces(text, '  ', 9)).toEqual([]);
});
