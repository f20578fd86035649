import { expect, test } from 'vitest';
import { createMemoryPageStorage } from '../platform/page-storage';
import { readLastVisit, visitOf } from './last-visit';

const HOUR = 3_600_000;

test('nothing is new on the first visit', () => {
  expect(readLastVisit(createMemoryPageStorage(), 0)).toBeNull();
});

test('the next morning, what came since the evening is new, also after a reload', () => {
  const storage = createMemoryPageStorage();
  const evening = Date.UTC(2026, 10, 26, 18);
  readLastVisit(storage, evening);
  const since = new Date(evening).toISOString();
  expect(readLastVisit(storage, evening + 13 * HOUR)).toBe(since);
  expect(readLastVisit(storage, evening + 14 * HOUR)).toBe(since);
});

test('coming back within hours goes on with the same visit', () => {
  const visit = visitOf({ before: 5, seen: 10 }, 10 + HOUR);
  expect(visit).toEqual({ before: 5, seen: 10 + HOUR });
});

test('what makes no sense in the storage counts as a first visit', () => {
  for (const text of ['', '{', '7', '{"before":"x","seen":1}', 'null']) {
    const storage = createMemoryPageStorage();
    storage.setItem('deskside.visit', text);
    expect(readLastVisit(storage, 1)).toBeNull();
  }
});
