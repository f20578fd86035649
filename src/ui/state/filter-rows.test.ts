import { describe, expect, test } from 'vitest';
import { fakeDetail, fakeRow } from '../../../tests/fixtures/fake-mail';
import { filterRows, NO_FILTER } from './filter-rows';

const rows = [
  fakeRow(
    fakeDetail({ id: 'visit', category: 'reply', sender: 'Tomás Núñez', subject: 'Visit in November' }),
  ),
  fakeRow(
    fakeDetail({
      id: 'bill',
      category: 'act',
      urgent: true,
      subject: 'Invoice',
      body: 'Please pay NL-88213.',
    }),
  ),
  fakeRow(fakeDetail({ id: 'new', category: null, subject: 'Hello' })),
];

function idsFor(part: Partial<typeof NO_FILTER>): string[] {
  return filterRows(rows, { ...NO_FILTER, ...part }).map(({ id }) => id);
}

describe('filterRows', () => {
  test('no filter gives the same list, so that nothing is rendered again', () => {
    expect(filterRows(rows, NO_FILTER)).toBe(rows);
  });

  test('finds words in sender, subject and snippet, in any order, whatever their case and accents', () => {
    expect(idsFor({ query: 'nunez tomas' })).toEqual(['visit']);
    expect(idsFor({ query: 'NOVEMBER' })).toEqual(['visit']);
    expect(idsFor({ query: '88213' })).toEqual(['bill']);
  });

  test('every word has to occur', () => {
    expect(idsFor({ query: 'visit invoice' })).toEqual([]);
  });

  test('keeps the chosen groups and urgent mail only', () => {
    expect(idsFor({ groups: ['reply', 'unsorted'] })).toEqual(['visit', 'new']);
    expect(idsFor({ urgentOnly: true })).toEqual(['bill']);
  });
});
