/** The few lines of an invitation (RFC 5545) that a reader needs when the mail has no other text. */

interface CalendarLine {
  readonly name: string;
  readonly params: string;
  readonly value: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What, when and where of each event, in words; empty when there is no event. */
export function describeCalendar(calendar: string): string {
  const lines = calendar
    .slice(0, 200_000)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map(parseLine);
  const method = lines.find((line) => line.name === 'METHOD')?.value.toUpperCase();
  const events: string[] = [];
  let event: CalendarLine[] | null = null;
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value === 'VEVENT') event = [];
    else if (line.name === 'END' && line.value === 'VEVENT') {
      if (event && events.length < 10) events.push(describeEvent(event, method));
      event = null;
    } else event?.push(line);
  }
  return events.join('\n\n');
}

function describeEvent(lines: readonly CalendarLine[], method: string | undefined): string {
  const field = (name: string): CalendarLine | undefined => lines.find((line) => line.name === name);
  const cancelled = method === 'CANCEL' || field('STATUS')?.value === 'CANCELLED';
  const kind = cancelled ? 'Cancelled' : method === 'REPLY' ? 'Answer to an invitation' : 'Invitation';
  const start = field('DTSTART');
  const organizer = field('ORGANIZER');
  const name = /CN="?([^";:]+)/i.exec(organizer?.params ?? '')?.[1];
  const address = organizer?.value.replace(/^mailto:/i, '');
  return [
    `${kind}: ${unescapeText(field('SUMMARY')?.value ?? 'an event')}`,
    start && `When: ${describeSpan(start, field('DTEND'))}`,
    field('LOCATION')?.value && `Where: ${unescapeText(field('LOCATION')?.value ?? '')}`,
    organizer && `Organiser: ${name ? `${name} (${address})` : address}`,
    field('DESCRIPTION')?.value && `\n${unescapeText(field('DESCRIPTION')?.value ?? '')}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function describeSpan(start: CalendarLine, end: CalendarLine | undefined): string {
  const from = parseTime(start);
  const to = end && parseTime(end);
  if (!from) return start.value;
  const zone = /TZID="?([^";:]+)/i.exec(start.params)?.[1];
  const place = from.utc ? ' UTC' : zone ? ` (${zone})` : '';
  if (!to || (to.day === from.day && to.time === from.time))
    return `${from.day}${from.time && `, ${from.time}`}${place}`;
  if (to.day === from.day) return `${from.day}, ${from.time} - ${to.time}${place}`;
  return `${from.day}${from.time && ` ${from.time}`} - ${to.day}${to.time && ` ${to.time}`}${place}`;
}

function parseTime({ value }: CalendarLine): { day: string; time: string; utc: boolean } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?$/.exec(value.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, utc] = match;
  const monthName = MONTHS[Number(month) - 1];
  if (!monthName) return null;
  return {
    day: `${Number(day)} ${monthName} ${year}`,
    time: hour ? `${hour}:${minute}` : '',
    utc: utc === 'Z',
  };
}

function parseLine(line: string): CalendarLine {
  const match = /^([A-Za-z-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s.exec(line);
  return { name: (match?.[1] ?? '').toUpperCase(), params: match?.[2] ?? '', value: match?.[3] ?? '' };
}

function unescapeText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
}
