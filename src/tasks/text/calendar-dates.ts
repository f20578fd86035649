/** Dates as people write them in mail, read into day, month, year and weekday. Only what is written: nothing is resolved against a calendar. */
import { LONG_MONTHS, LONG_WEEKDAYS } from './day-names';

const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
] as const;

const WEEKDAYS = [
  ['monday', 'mon'],
  ['tuesday', 'tues', 'tue'],
  ['wednesday', 'weds', 'wed'],
  ['thursday', 'thurs', 'thur', 'thu'],
  ['friday', 'fri'],
  ['saturday', 'sat'],
  ['sunday', 'sun'],
] as const;

const MONTH = MONTHS.flat().join('|');
const WEEKDAY = WEEKDAYS.flat().join('|');
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:19|20)\d\d`;

/** A calendar date with a named month; parts that are not written are null. */
export interface CalendarDate {
  readonly day: number;
  /** 1 to 12. */
  readonly month: number;
  readonly year: number | null;
  /** 0 is Monday. */
  readonly weekday: number | null;
}

const DAY_MONTH = new RegExp(
  String.raw`(?:\b(?<weekday>${WEEKDAY})\b\.?,?\s+(?:the\s+)?)?(?<![\d.,:/])(?<!\bweeks?\s)(?<day>${DAY})(?:\s+of)?\s+(?<month>${MONTH})\b\.?(?:,?\s+(?<year>${YEAR})\b)?`,
  'giu',
);
const MONTH_DAY = new RegExp(
  String.raw`(?:\b(?<weekday>${WEEKDAY})\b\.?,?\s+)?\b(?<month>${MONTH})\b\.?\s+(?:the\s+)?(?<day>${DAY})\b(?![\d:])(?:,?\s+(?<year>${YEAR})\b)?`,
  'giu',
);

export interface DateMatch {
  readonly start: number;
  readonly end: number;
  readonly date: CalendarDate;
}

/** Dates with a day and a named month. A text such as `16 October 17` may be read both ways; both matches are given. */
export function findCalendarDates(text: string): DateMatch[] {
  return [DAY_MONTH, MONTH_DAY].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].replace(/\.$/u, '').length,
      date: {
        day: Number.parseInt(match.groups?.['day'] ?? '', 10),
        month: indexOfName(MONTHS, match.groups?.['month'] ?? '') + 1,
        year: match.groups?.['year'] ? Number(match.groups['year']) : null,
        weekday: match.groups?.['weekday'] ? indexOfName(WEEKDAYS, match.groups['weekday']) : null,
      },
    })),
  );
}

/** Days of a range or list that share a month: "29-30 Sept", "9 and 23 September". Gives the earlier ones. */
export function findSharedMonthDays(text: string): CalendarDate[] {
  const pattern = new RegExp(
    String.raw`(?<![\d.,:/-])(${DAY})\s*(?:-|–|,|\/|\band\b|\bor\b|\bto\b|\buntil\b)\s*(?:(?:${WEEKDAY})\.?\s+)?(?:${DAY})\s+(?<month>${MONTH})\b`,
    'giu',
  );
  return [...text.matchAll(pattern)].map((match) => ({
    day: Number.parseInt(match[1] ?? '', 10),
    month: indexOfName(MONTHS, match.groups?.['month'] ?? '') + 1,
    year: null,
    weekday: null,
  }));
}

/** Whether all that `claim` states stands in `known`. */
export function dateCovers(known: CalendarDate, claim: CalendarDate): boolean {
  return (
    known.day === claim.day &&
    known.month === claim.month &&
    (claim.year === null || claim.year === known.year) &&
    (claim.weekday === null || claim.weekday === known.weekday)
  );
}

function indexOfName(names: readonly (readonly string[])[], name: string): number {
  return names.findIndex((forms) => forms.includes(name.toLowerCase()));
}

/** "Donnerstag, 15. Oktober 2026", "jueves 15 de octubre": longer names only, since short ones are words of other languages. */
const NAMED_DAY = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/])(?:(?:${LONG_WEEKDAYS})\.?,?\s+(?:den\s+|el\s+|le\s+)?)?(?:0?[1-9]|[12]\d|3[01])(?:\.|º|er)?\s+(?:de\s+)?(?:${LONG_MONTHS})(?!\p{L})(?:\s+(?:del?\s+)?${YEAR}\b)?`,
  'giu',
);
const NAMED_WEEKDAY = new RegExp(String.raw`(?<!\p{L})(?:${LONG_WEEKDAYS})(?!\p{L})`, 'giu');

/** Patterns of every other way to name a day or a period; they are checked as written. */
export const OTHER_DATES: readonly RegExp[] = [
  NAMED_DAY,
  /\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\p{L}\p{N}])/gu,
  /(?<![\d.,/-])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\d/])/gu,
  /(?<![\d.,/-])(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])(?![\d/])/gu,
  /\bQ[1-4](?:\s+(?:19|20)\d\d)?\b/gu,
  new RegExp(String.raw`\b(?:${MONTH.replace('|may|', '|')})\b(?:\s+${YEAR}\b)?`, 'giu'),
  new RegExp(String.raw`\bMay(?:\s+${YEAR}\b)`, 'gu'),
  new RegExp(String.raw`\b(?:${WEEKDAYS.map(([name]) => name).join('|')})s?\b`, 'giu'),
  /\b(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)\b\.?|\b(?:Sat|Sun)\b/gu,
  /\b(?:today|tonight|tomorrow|yesterday|fortnight)\b/giu,
  /\b(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b/giu,
  NAMED_WEEKDAY,
];
