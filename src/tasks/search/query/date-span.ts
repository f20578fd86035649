/** A day, month or year, or days counted back from now, in the reader's own time zone. */
export interface DateSpan {
  readonly start: Date;
  /** The first moment after it. */
  readonly end: Date;
}

/** Days and weeks, by their first letters in each language: Tage, Wochen, días, semanas. */
const DAYS_IN_UNIT = { d: 1, t: 1, w: 7, s: 7 } as const;
const COUNTED_BACK = /^(\d{1,4})([dtws])$/iu;
const DAYS_BACK: Readonly<Record<string, number>> = {
  ...{ today: 0, heute: 0, hoy: 0 },
  ...{ yesterday: -1, gestern: -1, ayer: -1 },
};

/** Whether it is a number of days or weeks up to now. */
export const countsBack = (text: string): boolean => COUNTED_BACK.test(text);

/**
 * Reads `2026-10-05`, `2026-10`, `2026`, `5.10.2026`, `today`, `yesterday`, `7d` (the last seven days) or `2w`, and the words for these in the
 * page's other languages; null for anything else.
 */
export function readDateSpan(text: string, now: Date): DateSpan | null {
  const word = text.toLowerCase();
  const offset = DAYS_BACK[word];
  if (offset !== undefined) return daySpan(now, offset);
  const back = COUNTED_BACK.exec(word);
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
