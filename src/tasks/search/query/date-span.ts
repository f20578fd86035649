/** A day, month or year, or days counted back from now, in the reader's own time zone. */
export interface DateSpan {
  readonly start: Date;
  /** The first moment after it. */
  readonly end: Date;
}

const DAYS_IN_UNIT = { d: 1, w: 7 } as const;

/** Reads `2026-10-05`, `2026-10`, `2026`, `5.10.2026`, `today`, `yesterday`, `7d` (the last seven days) or `2w`; null for anything else. */
export function readDateSpan(text: string, now: Date): DateSpan | null {
  const word = text.toLowerCase();
  if (word === 'today') return daySpan(now, 0);
  if (word === 'yesterday') return daySpan(now, -1);
  const back = /^(\d{1,4})([dw])$/u.exec(word);
  if (back) {
    const days = Number(back[1]) * DAYS_IN_UNIT[back[2] as keyof typeof DAYS_IN_UNIT];
    return { start: daySpan(now, -days).start, end: daySpan(now, 0).end };
  }
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(word);
  if (iso) return calendarSpan(iso[1], iso[2], iso[3]);
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(word);
  return european ? calendarSpan(european[3], european[2], european[1]) : null;
}

function daySpan(now: Date, offset: number): DateSpan {
  const day = (extra: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset + extra);
  return { start: day(0), end: day(1) };
}

function calendarSpan(year = '', month?: string, day?: string): DateSpan | null {
  const y = Number(year);
  // Below that, `Date` takes a year for one of the twentieth century.
  if (y < 1000) return null;
  const m = month === undefined ? 0 : Number(month) - 1;
  const d = day === undefined ? 1 : Number(day);
  const start = new Date(y, m, d);
  // 31 February would become a day of March.
  if (start.getMonth() !== m || start.getDate() !== d) return null;
  if (day !== undefined) return { start, end: new Date(y, m, d + 1) };
  return { start, end: month === undefined ? new Date(y + 1, 0, 1) : new Date(y, m + 1, 1) };
}
