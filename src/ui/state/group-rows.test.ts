import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import type { MailRow } from '../../app/api';
import { CATEGORIES } from '../../contracts/briefing';
import {
  entryIndex,
  entryKey,
  GROUP_IDS,
  groupOf,
  groupRows,
  isHeading,
  listEntries,
  treePosition,
  type GroupId,
} from './group-rows';

const rowArbitrary: fc.Arbitrary<MailRow> = fc.record({
  id: fc.uuid(),
  threadId: fc.constant('t'),
  senderName: fc.string(),
  senderAddress: fc.string(),
  subject: fc.string(),
  date: fc.constant(null),
  snippet: fc.string(),
  category: fc.constantFrom(...CATEGORIES, null),
  urgent: fc.boolean(),
  confidence: fc.double({ min: 0, max: 1 }),
  source: fc.constant(null),
  hasSummary: fc.boolean(),
  hasDraft: fc.boolean(),
  phrased: fc.boolean(),
  warningCount: fc.nat(3),
  attachmentCount: fc.nat(3),
  addedAt: fc.constant(null),
  done: fc.boolean(),
});
const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 40 });

function row(part: Partial<MailRow>): MailRow {
  const [sample] = fc.sample(rowArbitrary, { numRuns: 1, seed: 1 });
  return Object.assign({}, sample, { done: false }, part);
}

test('groups stand in the order reply, act, read, skip, with unsorted mail last', () => {
  const groups = groupRows(
    [
      row({ id: 'a', category: 'skip' }),
      row({ id: 'b', category: null }),
      row({ id: 'c', category: 'reply' }),
    ],
    0.6,
  );
  expect(groups.map((group) => group.id)).toEqual(['reply', 'skip', 'unsorted']);
});

test('mail that is done stands last, whatever it needed', () => {
  const groups = groupRows(
    [row({ id: 'a', category: 'reply', done: true }), row({ id: 'b', category: null })],
    0.6,
  );
  expect(groups.map((group) => group.id)).toEqual(['unsorted', 'done']);
});

test('urgent mail comes first in its group, otherwise the order stays', () => {
  const [group] = groupRows(
    [
      row({ id: 'a', category: 'act', urgent: false }),
      row({ id: 'b', category: 'act', urgent: true }),
      row({ id: 'c', category: 'act', urgent: false }),
    ],
    0.6,
  );
  expect(group?.rows.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(group?.urgentCount).toBe(1);
});

test('a group counts the mails that are only likely to belong there; the user’s word is sure', () => {
  const groups = groupRows(
    [
      row({ id: 'a', category: 'act', confidence: 0.5, source: 'classifier' }),
      row({ id: 'b', category: 'act', confidence: 0.5, source: 'user' }),
      row({ id: 'c', category: 'act', confidence: 0.9, source: 'classifier' }),
      row({ id: 'd', category: null, confidence: 0 }),
    ],
    0.6,
  );
  expect(groups.map(({ unsureCount }) => unsureCount)).toEqual([1, 0]);
});

test('every row is in exactly one group', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const grouped = groupRows(rows, 0.6).flatMap((group) => group.rows);
      expect(new Set(grouped)).toEqual(new Set(rows));
      expect(grouped).toHaveLength(rows.length);
    }),
  );
});

test('the entries are the headings and the rows of open groups, and each knows its place in the tree', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.subarray([...GROUP_IDS]), (rows, collapsed: GroupId[]) => {
      const groups = groupRows(rows, 0.6);
      const entries = listEntries(groups, collapsed);
      const places = entries.map((_, index) => treePosition(groups, collapsed, index));

      let heading: GroupId | undefined;
      let within = 0;
      for (const [index, entry] of entries.entries()) {
        const place = places[index];
        if (isHeading(entry)) {
          heading = entry.heading;
          within = 0;
          expect(place).toEqual({
            level: 1,
            position: groups.findIndex(({ id }) => id === heading) + 1,
            siblings: groups.length,
          });
          expect(entry.collapsed).toBe(collapsed.includes(entry.heading));
        } else {
          within += 1;
          expect(groupOf(entry)).toBe(heading);
          expect(place).toEqual({
            level: 2,
            position: within,
            siblings: groups.find(({ id }) => id === heading)?.rows.length,
          });
        }
      }
      const shown = groups.filter(({ id }) => !collapsed.includes(id));
      expect(entries).toHaveLength(
        groups.length + shown.reduce((sum, { rows: { length } }) => sum + length, 0),
      );
    }),
  );
});

test('ten thousand rows are grouped in a time that grows with their number', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    row({ id: `mail-${index}`, category: CATEGORIES[index % 4] ?? null, urgent: index % 7 === 0 }),
  );
  expect(slowdown((count) => listEntries(groupRows(rows.slice(0, count), 0.6), []), 1_250)).toBeLessThan(4);
});

test('an entry is found by its key', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const entries = listEntries(groupRows(rows, 0), []);
      for (const entry of entries)
        expect(entryIndex(entries, entryKey(entry))).toBe(
          entries.findIndex((other) => entryKey(other) === entryKey(entry)),
        );
      expect(entryIndex(entries, 'mail:none')).toBe(-1);
      expect(entryIndex(entries, 'group:none')).toBe(-1);
    }),
  );
});
