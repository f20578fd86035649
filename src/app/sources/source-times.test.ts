import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstSince } from './first-since';
import { retryDelay } from './retry-delay';

const DAY_MS = 86_400_000;
const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

test('a list that begins anew reaches back to the last look and the days that were set, and never behind a clean sweep', () => {
  fc.assert(
    fc.property(
      moment,
      moment,
      fc.option(moment),
      fc.option(moment),
      fc.integer({ min: 1, max: 400 }),
      (now, added, synced, swept, days) => {
        const row = {
          ...{ days, addedAt: iso(added) },
          ...{
            syncedAt: synced === null ? null : iso(synced),
            notBefore: swept === null ? null : iso(swept),
          },
        };
        const since = Date.parse(firstSince(row, now));
        if (swept !== null) expect(since).toBeGreaterThanOrEqual(swept);
        if (swept !== null && since === swept) return;
        expect(since).toBeLessThanOrEqual(now - days * DAY_MS);
        if (synced !== null) expect(since).toBeLessThan(synced);
      },
    ),
  );
});

test('a wait is never shorter than the server said, and else grows to half an hour at most', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(DAY_MS), share, (attempt, told, random) => {
      expect(retryDelay(attempt, told, () => random)).toBeGreaterThanOrEqual(told);
      const own = retryDelay(attempt, undefined, () => random);
      expect(own).toBeGreaterThanOrEqual(7_500);
      expect(own).toBeLessThanOrEqual(30 * 60_000);
      expect(retryDelay(attempt + 1, undefined, () => random)).toBeGreaterThanOrEqual(own);
    }),
  );
});
