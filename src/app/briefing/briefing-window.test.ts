import fc from 'fast-check';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { WINDOW_KINDS, type WindowKind } from '../../contracts/settings';
import type { SeenBriefing } from '../last-briefing';
import { windowAt } from './briefing-window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** With a change to summer time and one back a year; Lord Howe moves by half an hour, Apia left out a Friday. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
  'UTC',
] as const;

afterEach(() => void vi.unstubAllEnvs());

/** What clocks and calendars of a zone show, told by Intl and not by the code under test. */
function wallClock(zone: string, time: Date) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: part('weekday'),
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

const WORKING = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
const time = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2035, 0) }).map((ms) => new Date(ms));
/** Within days of a change of the clocks in Berlin or New York, and at any time. */
const nearChange = fc
  .tuple(
    fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2027-03-28'),
    fc.integer({ min: -4 * DAY, max: 4 * DAY }),
  )
  .map(([day, off]) => new Date(Date.parse(day) + off));
const now = fc.oneof(time, nearChange);
const zone = fc.constantFrom(...ZONES);
const iso = fc.oneof(time, nearChange).map((date) => date.toISOString());
const seen = fc.oneof(time, nearChange).map((date) => seenAt(date.toISOString()));

/** A briefing that was seen at that time, with mail that came until then. */
function seenAt(at: string, through = at): SeenBriefing {
  return { at: Date.parse(at), through: Date.parse(through) };
}

describe('where windows begin', () => {
  test('overnight: at 18:00 by the clock of the last working day before today, in every zone and over each change of the clocks', () => {
    fc.assert(
      fc.property(zone, now, (where, date) => {
        vi.stubEnv('TZ', where);
        const { kind, since } = windowAt('overnight', date, null);
        expect(kind).toBe('overnight');
        const start = wallClock(where, new Date(since ?? ''));
        expect(start.time).toBe('18:00');
        expect(WORKING).toContain(start.weekday);
        const today = wallClock(where, date).day;
        expect(start.day < today).toBe(true);
        // No other working day lies between, by noon of each.
        for (let noon = Date.parse(since ?? '') + 18 * HOUR; ; noon += DAY) {
          const between = wallClock(where, new Date(noon));
          if (between.day >= today) break;
          expect(WORKING).not.toContain(between.weekday);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('since Friday: offered from Saturday to Monday, and then from 17:00 by the clock', () => {
    fc.assert(
      fc.property(zone, now, (where, date) => {
        vi.stubEnv('TZ', where);
        const { kind, since, offered } = windowAt('friday', date, null);
        const today = wallClock(where, date).weekday;
        const makesSense = ['Sat', 'Sun', 'Mon'].includes(today);
        expect(offered.includes('friday')).toBe(makesSense);
        expect(kind).toBe(makesSense ? 'friday' : 'everything');
        if (!makesSense) return;
        expect(wallClock(where, new Date(since ?? ''))).toMatchObject({ weekday: 'Fri', time: '17:00' });
        expect(date.getTime() - Date.parse(since ?? '')).toBeGreaterThan(6 * HOUR);
        // Apia had no Friday in one week.
        expect(date.getTime() - Date.parse(since ?? '')).toBeLessThan(
          (where === 'Pacific/Apia' ? 11 : 4) * DAY,
        );
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    // The night in which the clocks go forward has 11 hours from 18:00 to 06:00, the one in which they go back 13.
    ['Europe/Berlin', '2026-03-30T06:00:00+02:00', '2026-03-27T17:00:00.000Z', '2026-03-27T16:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26T06:00:00+01:00', '2026-10-23T16:00:00.000Z', '2026-10-23T15:00:00.000Z'],
    ['America/New_York', '2026-03-09T06:00:00-04:00', '2026-03-06T23:00:00.000Z', '2026-03-06T22:00:00.000Z'],
    ['America/New_York', '2026-11-02T06:00:00-05:00', '2026-10-30T22:00:00.000Z', '2026-10-30T21:00:00.000Z'],
  ])('a Monday after the change in %s', (where, date, evening, friday) => {
    vi.stubEnv('TZ', where);
    expect(windowAt('overnight', new Date(date), null).since).toBe(evening);
    expect(windowAt('friday', new Date(date), null).since).toBe(friday);
  });
});

describe('what is looked at', () => {
  const wednesday = new Date('2026-11-25T08:00:00Z');
  const tuesday = '2026-11-24T18:10:00.000Z';

  it('is everything before the first briefing was seen, and what came since it afterwards', () => {
    expect(windowAt('last', wednesday, null)).toMatchObject({ kind: 'everything', since: null });
    expect(windowAt('last', wednesday, seenAt(tuesday))).toMatchObject({ kind: 'last', since: tuesday });
  });

  it('keeps a choice that makes no sense today for the day when it does', () => {
    expect(windowAt('friday', wednesday, seenAt(tuesday)).kind).toBe('last');
    expect(windowAt('friday', new Date('2026-11-30T08:00:00Z'), seenAt(tuesday)).kind).toBe('friday');
  });

  it('is always one of what is offered, and everything always is', () => {
    fc.assert(
      fc.property(
        zone,
        fc.constantFrom(...WINDOW_KINDS),
        now,
        fc.option(seen),
        (where, wanted, date, last) => {
          vi.stubEnv('TZ', where);
          const { kind, offered, since } = windowAt(wanted, date, last);
          expect(offered).toContain(kind);
          expect(offered).toContain('everything');
          expect(offered.includes('last')).toBe(last !== null);
          expect(since === null).toBe(kind === 'everything');
          if (offered.includes(wanted)) expect(kind).toBe(wanted);
        },
      ),
    );
  });
});

describe('what a window holds', () => {
  const now = new Date('2026-11-25T08:00:00Z');
  const holds = (kind: WindowKind, date: string | null, addedAt: string | null) => {
    vi.stubEnv('TZ', 'UTC');
    return windowAt(kind, now, seenAt('2026-11-24T18:12:00.000Z', '2026-11-24T18:10:00.000Z')).holds({
      date,
      addedAt,
    });
  };
  const morning = '2026-11-25T07:55:00.000Z';

  it('counts what came into Deskside since the last briefing, however old the mail is', () => {
    expect(holds('last', '2019-01-01T00:00:00.000Z', morning)).toBe(true);
    expect(holds('last', morning, '2026-11-24T18:10:00.000Z')).toBe(false);
    expect(holds('last', morning, '2026-11-24T18:10:00.001Z')).toBe(true);
    expect(holds('last', morning, null)).toBe(false);
  });

  it('counts a night by when mail was sent: an archive that came in a minute ago is not of the night', () => {
    expect(holds('overnight', '2026-11-24T18:00:00.000Z', morning)).toBe(true);
    expect(holds('overnight', '2026-11-24T17:59:59.999Z', morning)).toBe(false);
  });

  it.each([
    ['missing', null],
    ['no date at all', 'yesterday'],
    ['of a clock that was never set', '1970-01-01T00:00:00.000Z'],
    ['later than the mail came', '2026-12-24T18:00:00.000Z'],
  ])('counts a mail by its arrival when its Date is %s', (_what, date) => {
    expect(holds('overnight', date, morning)).toBe(true);
    expect(holds('overnight', date, '2026-11-20T08:00:00.000Z')).toBe(false);
    expect(holds('overnight', date, null)).toBe(false);
  });

  it('takes a Date of another time zone for right that is some hours ahead', () => {
    expect(holds('overnight', '2026-11-25T19:00:00.000Z', morning)).toBe(true);
  });

  it('does not call new for years what came in while the clock ran ahead', () => {
    expect(holds('last', morning, '2031-01-01T00:00:00.000Z')).toBe(false);
    expect(holds('overnight', '2031-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z')).toBe(false);
    // Right about when it was sent all the same.
    expect(holds('overnight', morning, '2031-01-01T00:00:00.000Z')).toBe(true);
  });

  it('loses no mail: each is in everything, and a later start holds no mail that an earlier one does not', () => {
    const mail = fc.record({ date: fc.option(iso), addedAt: fc.option(iso) });
    fc.assert(
      fc.property(mail, time, seen, fc.nat(3 * DAY), (one, at, last, more) => {
        expect(windowAt('everything', at, last).holds(one)).toBe(true);
        const later = { at: last.at + more, through: last.through + more };
        if (windowAt('last', at, later).holds(one)) expect(windowAt('last', at, last).holds(one)).toBe(true);
      }),
    );
  });
});
