const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekdayTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const dayTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const whole = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

const DAY_MS = 86_400_000;

/** A mail's time for the list, as short as it can be without doubt. */
export function shortWhen(iso: string | null, now: Date): string {
  const date = parse(iso);
  if (!date) return '';
  if (date.toDateString() === now.toDateString()) return time.format(date);
  const age = now.getTime() - date.getTime();
  if (age > 0 && age < 6 * DAY_MS) return weekdayTime.format(date);
  return date.getFullYear() === now.getFullYear() ? dayTime.format(date) : day.format(date);
}

export function longWhen(iso: string | null): string {
  const date = parse(iso);
  return date ? whole.format(date) : 'no date';
}

function parse(iso: string | null): Date | null {
  if (iso === null) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}
