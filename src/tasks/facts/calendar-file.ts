import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { DueDate } from '../../contracts/facts';

/** A deadline as it goes into a calendar. */
export interface CalendarEntry {
  /** The same for the same deadline of the same text, so that adding it twice changes nothing. */
  readonly uid: string;
  readonly title: string;
  /** Where it is from, in words. */
  readonly description: string;
  readonly due: DueDate;
}

/** How long before its deadline an entry with a time begins. */
const ENTRY_MINUTES = 15;
const MINUTE_MS = 60_000;

/**
 * An iCalendar file (RFC 5545). A deadline without a time lasts its whole day; one with a time ends when it is due: in UTC where the zone of the
 * writer is known, else on the clock of whoever reads it. `now` is noted as the time of making.
 */
export function calendarFile(entries: readonly CalendarEntry[], now: Date): string {
  const calendar = ical({
    prodId: { company: 'Deskside', product: 'Deskside' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { uid, title, description, due } of entries) {
    const shared = {
      ...{ id: uid, stamp: now, summary: title, description },
      transparency: ICalEventTransparency.TRANSPARENT,
    };
    const [year = 0, month = 1, day = 1] = due.day.split('-').map(Number);
    if (due.time === null) {
      calendar.createEvent({ ...shared, allDay: true, start: new Date(year, month - 1, day) });
      continue;
    }
    const [hour = 0, minute = 0] = due.time.split(':').map(Number);
    const floating = due.offsetMinutes === null;
    const end = floating
      ? new Date(year, month - 1, day, hour, minute)
      : new Date(Date.UTC(year, month - 1, day, hour, minute) - (due.offsetMinutes ?? 0) * MINUTE_MS);
    const start = new Date(end.getTime() - ENTRY_MINUTES * MINUTE_MS);
    calendar.createEvent({ ...shared, floating, start, end });
  }
  return calendar.toString();
}
