import { WINDOW_KINDS, type WindowKind } from '../../contracts/settings';
import type { BriefingWindow, MailRow } from '../api';
import type { SeenBriefing } from '../last-briefing';

const DAY_MS = 86_400_000;
/** Local time: when the working day ends, and on Fridays the week. */
const EVENING_HOUR = 18;
const WEEKEND_HOUR = 17;
const FRIDAY = 5;
/** No mail is older: what names an earlier time comes from a clock that was never set. */
const FIRST_MAIL = Date.UTC(1980, 0);

type Timed = Pick<MailRow, 'date' | 'addedAt'>;

/**
 * What the briefing is looked at through. A kind that makes no sense now gives way: to what came since the last briefing, and before there was
 * one, to everything. Days and hours are those of the browser's time zone.
 */
export function windowAt(wanted: WindowKind, now: Date, lastBriefing: SeenBriefing | null): BriefingWindow {
  const starts: Readonly<Record<WindowKind, Date | null>> = {
    last: lastBriefing && new Date(lastBriefing.at),
    overnight: overnightStart(now),
    friday: fridayStart(now),
    everything: null,
  };
  const offered = WINDOW_KINDS.filter((kind) => kind === 'everything' || starts[kind] !== null);
  const kind = [wanted, 'last' as const].find((one) => offered.includes(one)) ?? 'everything';
  const since = starts[kind];
  if (since === null) return { kind, since, offered, holds: () => true };
  const holds =
    kind === 'last'
      ? within((lastBriefing?.through ?? 0) + 1, now, ({ addedAt }) => msOf(addedAt))
      : within(since.getTime(), now, (mail) => sentAt(mail, now.getTime()));
  return { kind, since: since.toISOString(), offered, holds };
}

/** Whether the mail's time is from then on. It is reckoned once for each: the list asks anew with every change, and may be of fifty thousand. */
function within(from: number, now: Date, timeOf: (mail: Timed) => number): (mail: Timed) => boolean {
  // No mail can be of a later time: that was noted by a clock that ran ahead, and would be new for years.
  const until = now.getTime() + DAY_MS;
  const known = new WeakMap<Timed, boolean>();
  return (mail) => {
    let holds = known.get(mail);
    if (holds === undefined) {
      const time = timeOf(mail);
      holds = time >= from && time <= until;
      known.set(mail, holds);
    }
    return holds;
  };
}

/** The evening of the last working day before today. */
function overnightStart(now: Date): Date {
  return lastDay(now, EVENING_HOUR, (weekday) => weekday >= 1 && weekday <= FRIDAY);
}

/** The end of last week, from Saturday to Monday; null on other days. */
function fridayStart(now: Date): Date | null {
  return [6, 0, 1].includes(now.getDay())
    ? lastDay(now, WEEKEND_HOUR, (weekday) => weekday === FRIDAY)
    : null;
}

/** The last day before today whose weekday fits, at that hour. By the calendar: a day has 23 to 25 hours. */
function lastDay(now: Date, hour: number, fits: (weekday: number) => boolean): Date {
  for (let back = 1; ; back += 1) {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back, hour);
    if (fits(day.getDay())) return day;
  }
}

/** When the mail was sent, or where its Date is missing or cannot be, when it came in. Milliseconds since 1970, or NaN. */
function sentAt({ date, addedAt }: Timed, now: number): number {
  const [sent, arrived] = [msOf(date), msOf(addedAt)];
  const latest = (arrived < now ? arrived : now) + DAY_MS;
  return sent >= FIRST_MAIL && sent <= latest ? sent : arrived;
}

function msOf(iso: string | null): number {
  return iso === null ? NaN : Date.parse(iso);
}
