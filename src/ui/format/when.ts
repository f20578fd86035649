import * as m from '../i18n/compiled/messages';
import { formatLocale } from '../i18n/format-locale';

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const FORMATS = {
  time: CLOCK,
  weekday: { weekday: 'long' },
  weekdayTime: { weekday: 'short', ...CLOCK },
  dayTime: { day: 'numeric', month: 'short', ...CLOCK },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  longDay: { day: 'numeric', month: 'long', year: 'numeric' },
  whole: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...CLOCK },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const made = new Map<string, Intl.DateTimeFormat>();

function formatted(date: Date, form: keyof typeof FORMATS): string {
  const locale = formatLocale();
  const key = `${locale} ${form}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, FORMATS[form]);
  made.set(key, format);
  return format.format(date);
}

const DAY_MS = 86_400_000;

/** A mail's time for the list, as short as it can be without doubt. */
export function shortWhen(iso: string | null, now: Date): string {
  const date = parse(iso);
  if (!date) return '';
  if (date.toDateString() === now.toDateString()) return formatted(date, 'time');
  const age = now.getTime() - date.getTime();
  if (age > 0 && age < 6 * DAY_MS) return formatted(date, 'weekdayTime');
  return formatted(date, date.getFullYear() === now.getFullYear() ? 'dayTime' : 'day');
}

export function longWhen(iso: string | null): string {
  const date = parse(iso);
  return date ? formatted(date, 'whole') : m.common_no_date();
}

/** A day without the time: `13 October 2026`. */
export function longDay(date: Date): string {
  return formatted(date, 'longDay');
}

/** When something was, to stand after "since": "yesterday at 18:10". */
export function sinceWhen(iso: string, now: Date): string {
  const date = parse(iso);
  if (!date) return m.briefing_since_last_visit();
  const days = Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS);
  if (days === 0) return m.briefing_since_today({ time: formatted(date, 'time') });
  if (days === 1) return m.briefing_since_yesterday({ time: formatted(date, 'time') });
  if (days < 7) return m.briefing_since_weekday({ weekday: formatted(date, 'weekday') });
  return m.briefing_since_day({ day: formatted(date, 'day') });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function parse(iso: string | null): Date | null {
  if (iso === null) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}
