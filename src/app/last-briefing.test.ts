import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryPageStorage, type PageStorage } from '../platform/page-storage';
import { notePresence, visitOf } from './last-briefing';

const HOUR = 3_600_000;
const EVENING = Date.UTC(2026, 10, 26, 18);
/** No whole briefing is before the user. */
const HERE = null;
const seen = (at: number, through = at) => ({ at, through });

/** A visit whose briefing ran to its end. */
function briefedAt(storage: PageStorage, now: number): void {
  notePresence(storage, now, HERE);
  notePresence(storage, now, now);
}

test('there is no last briefing on the first visit, also when its briefing is done', () => {
  const storage = createMemoryPageStorage();
  expect(notePresence(storage, EVENING, HERE)).toBeNull();
  expect(notePresence(storage, EVENING + HOUR, EVENING)).toBeNull();
});

test('the next morning it is that of the evening, also after a reload and once the new one is done', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING);
  for (const hours of [13, 14])
    expect(notePresence(storage, EVENING + hours * HOUR, HERE)).toEqual(seen(EVENING));
  expect(notePresence(storage, EVENING + 15 * HOUR, EVENING)).toEqual(seen(EVENING));
});

test('a briefing that did not run to its end, or that nobody saw, is not the last one', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING);
  notePresence(storage, EVENING + 12 * HOUR, HERE);
  notePresence(storage, EVENING + 13 * HOUR, HERE);
  expect(notePresence(storage, EVENING + 24 * HOUR, HERE)).toEqual(seen(EVENING));
});

test('it was seen until the user left', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING);
  notePresence(storage, EVENING + 3 * HOUR, EVENING);
  expect(notePresence(storage, EVENING + 14 * HOUR, HERE)).toEqual(seen(EVENING + 3 * HOUR, EVENING));
});

test('a page that was in front all night begins a new visit, also when it is left first', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING);
  for (const hours of [14, 15]) {
    const found = notePresence(storage, EVENING + hours * HOUR, EVENING);
    expect(found).toEqual(seen(EVENING));
  }
});

test('mail that was stored while the user looked at a briefing without it is not of that one', () => {
  const storage = createMemoryPageStorage();
  notePresence(storage, EVENING, EVENING - HOUR);
  expect(notePresence(storage, EVENING + 14 * HOUR, HERE)).toEqual(seen(EVENING, EVENING - HOUR));
});

test('two tabs go on with the same visit', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING);
  const morning = EVENING + 14 * HOUR;
  notePresence(storage, morning, morning);
  // The other tab stood open all night, and is looked at a minute later.
  expect(notePresence(storage, morning + 60_000, morning)).toEqual(seen(EVENING));
});

test('a clock that ran ahead and was set right makes nothing look old that is still to come', () => {
  const storage = createMemoryPageStorage();
  briefedAt(storage, EVENING + 9_000 * HOUR);
  const later = notePresence(storage, EVENING, HERE);
  expect(later).toBeNull();
  notePresence(storage, EVENING, EVENING + 9_000 * HOUR);
  expect(notePresence(storage, EVENING + 14 * HOUR, HERE)).toEqual(seen(EVENING));
});

test('what an earlier version stored still counts', () => {
  const storage = createMemoryPageStorage();
  storage.setItem('deskside.visit', JSON.stringify({ before: EVENING - 24 * HOUR, seen: EVENING }));
  expect(notePresence(storage, EVENING + HOUR, HERE)).toEqual(seen(EVENING - 24 * HOUR));
  expect(notePresence(storage, EVENING + 14 * HOUR, HERE)).toEqual(seen(EVENING));
});

test('what makes no sense in the storage counts as a first visit, and a full one does no harm', () => {
  for (const text of ['', '{', '7', '{"before":"x","seen":{}}', '{"here":"never"}', 'null']) {
    const storage = createMemoryPageStorage();
    storage.setItem('deskside.visit', text);
    expect(notePresence(storage, EVENING, HERE)).toBeNull();
  }
  const full: PageStorage = {
    ...createMemoryPageStorage(),
    setItem() {
      throw new DOMException('', 'QuotaExceededError');
    },
  };
  expect(notePresence(full, EVENING, EVENING)).toBeNull();
});

test('whatever the clock does, the last briefing is never to come, and never before one that was seen earlier on', () => {
  const step = fc.record({
    by: fc.integer({ min: -2_000 * HOUR, max: 2_000 * HOUR }),
    through: fc.option(fc.integer({ min: 0, max: 4 * EVENING })),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      let now = EVENING;
      let visit: ReturnType<typeof visitOf> | null = null;
      for (const { by, through } of steps) {
        now += by;
        const next: ReturnType<typeof visitOf> = visitOf(visit, now, through);
        expect(next.here).toBe(now);
        for (const one of [next.before, next.seen]) {
          expect(one?.at ?? now).toBeLessThanOrEqual(now);
          expect(one?.through ?? now).toBeLessThanOrEqual(now);
        }
        if (next.before) expect(next.before.at).toBeLessThanOrEqual(next.seen?.at ?? NaN);
        // A visit begins after a break only.
        if (visit && by < 4 * HOUR)
          expect(next.before?.at).toBe(visit.before ? Math.min(visit.before.at, now) : undefined);
        visit = next;
      }
    }),
  );
});
