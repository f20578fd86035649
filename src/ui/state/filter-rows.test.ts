import { describe, expect, test } from 'vitest';
import { fakeDetail, fakeRow } from '../../../tests/fixtures/fake-mail';
import { filterRows, firstRows, isFilterReady, NO_FILTER, prepareFilter } from './filter-rows';

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

describe('many thousand rows', () => {
  const many = () =>
    Array.from({ length: 2_500 }, (_, nth) =>
      fakeRow(fakeDetail({ id: String(nth), category: 'read', subject: `Órder ${nth}` })),
    );

  test('are made ready with turns for the page in between, and found as before', async () => {
    const list = many();
    expect(isFilterReady(list)).toBe(false);
    let isDone = false;
    const preparing = prepareFilter(list).then(() => (isDone = true));
    await Promise.resolve();
    expect(isDone).toBe(false);
    await preparing;
    expect(isFilterReady(list)).toBe(true);
    expect(filterRows(list, { ...NO_FILTER, query: 'order 2499' }).map(({ id }) => id)).toEqual(['2499']);
  });

  test('are looked through no further than there is to be found', () => {
    const list = many();
    const trap = new Proxy(list[3] ?? fakeRow(fakeDetail({ id: 'x', category: null })), {
      get: () => expect.unreachable('a row too many was read'),
    });
    const rest = [...list.slice(0, 3), trap];
    expect(firstRows(rest, 'order', 3).map(({ id }) => id)).toEqual(['0', '1', '2']);
  });
});
