import {
  MONTH_PATTERN,
  monthNumber,
  NEAR_DAY_PATTERN,
  nearDay,
  WEEKDAY_PATTERN,
  weekdayNumber,
} from '../text/day-names';

/** The day that relative dates are counted from: that of a mail, or of a document that says its own. */
export interface ReferenceDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly offsetMinutes: number | null;
}

export interface FoundDay {
  /** As written, its time included. */
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD`; null where it cannot be told. */
  readonly day: string | null;
  readonly time: string | null;
}

const DAY_MS = 86_400_000;
const WEEKDAY = String.raw`(?:(?<weekday>${WEEKDAY_PATTERN})\.?,?\s+(?:the\s+|den\s+|el\s+|le\s+)?)?`;
const YEAR = String.raw`(?:,?\s+(?:de\s+|del\s+)?(?<year>(?:19|20)\d\d)\b)?`;
const EDGE = String.raw`(?<![\p{L}\p{N}.,:/])`;
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    String.raw`${EDGE}${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?<month>${MONTH_PATTERN})(?!\p{L})\.?${YEAR}`,
    'giu',
  ),
  new RegExp(
    String.raw`${EDGE}${WEEKDAY}(?<month>${MONTH_PATTERN})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.]\d|\d)${YEAR}`,
    'giu',
  ),
  new RegExp(String.raw`${EDGE}(?<year>(?:19|20)\d\d)-(?<month>\d\d)-(?<day>\d\d)(?!\d)`, 'giu'),
  new RegExp(String.raw`${EDGE}(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>(?:20)\d\d)(?!\d)`, 'giu'),
  new RegExp(String.raw`${EDGE}(?<near>${NEAR_DAY_PATTERN})(?!\p{L})`, 'giu'),
  new RegExp(String.raw`${EDGE}(?<alone>${WEEKDAY_PATTERN})(?!\p{L})`, 'giu'),
];
/** Nearest to the date: before it ("17:00 on Friday") or after it ("Friday, 5 pm"). */
const TIME = String.raw`(?:(?<hour>[01]?\d|2[0-3])(?::|\.|h)(?<minute>[0-5]\d)\s?(?<half>[ap]\.?m\b)?|(?<hour2>1?\d)\s?(?<half2>[ap]\.?m\b)|(?<hour3>[01]?\d|2[0-3])\s(?:uhr|uur|o['’]clock)|(?<noon>noon|midday|mittag|mediodía))`;
const AFTER = new RegExp(
  String.raw`^,?\s*(?:\(?(?:at|by|before|until|um|bis|a las|hasta las|à|om|alle)\s+)?${TIME}`,
  'iu',
);
const BEFORE = new RegExp(String.raw`${EDGE}${TIME}\s+(?:on\s+|am\s+|el\s+|le\s+|op\s+)?$`, 'iu');

/** UTF-16 code units of a time before a day, the words between them included. */
const LONGEST_TIME = 60;

/** The days that a text names, in order, without overlaps. Those that lean on a reference are null without one. */
export function findDays(text: string, reference: ReferenceDay | null): FoundDay[] {
  const found: FoundDay[] = [];
  const taken = new Uint8Array(text.length);
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].replace(/[\s.]+$/u, '').length;
      if (taken.subarray(match.index, end).includes(1)) continue;
      const day = dayOf(match, reference);
      const after = AFTER.exec(text.slice(end));
      const near = Math.max(0, match.index - LONGEST_TIME);
      const before = after ? null : BEFORE.exec(text.slice(near, match.index));
      const place = {
        start: before ? near + before.index : match.index,
        end: after ? end + after[0].length : end,
      };
      taken.fill(1, place.start, place.end);
      found.push({ ...place, day, time: timeOf(after ?? before) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function dayOf({ groups = {} }: RegExpMatchArray, reference: ReferenceDay | null): string | null {
  const base = reference ? Date.parse(reference.day) : null;
  const { near, alone, month: named = '', day: written, year } = groups;
  if (near !== undefined || alone !== undefined) {
    if (base === null) return null;
    const ahead =
      near === undefined
        ? (weekdayNumber(alone ?? '') - ((new Date(base).getUTCDay() + 6) % 7) + 7) % 7
        : (nearDay(near) ?? 0);
    return isoDay(base + ahead * DAY_MS);
  }
  const month = /^\d+$/u.test(named) ? Number(named) : monthNumber(named);
  const day = Number(written);
  if (year !== undefined) return validDay(Number(year), month, day);
  if (base === null) return null;
  const own = new Date(base).getUTCFullYear();
  const here = validDay(own, month, day);
  // A date more than half a year back is meant for the next year: mail is about what comes.
  const past = here !== null && Date.parse(here) < base - 183 * DAY_MS;
  return past ? validDay(own + 1, month, day) : here;
}

/** Null for a 31 February. */
function validDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? isoDay(date.getTime()) : null;
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function timeOf(match: RegExpExecArray | null): string | null {
  const { hour, minute, half, hour2, half2, hour3, noon } = match?.groups ?? {};
  if (noon !== undefined) return '12:00';
  const stated = hour ?? hour2 ?? hour3;
  if (stated === undefined) return null;
  const letter = (half ?? half2 ?? '').charAt(0).toLowerCase();
  const base = Number(stated) % (letter === '' ? 24 : 12);
  const hours = base + (letter === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}`;
}
