/** Deadlines in a mail, placed in time relative to when it was sent and to the morning it is read. */

export interface Deadline {
  /** The words that name it, as written. */
  readonly quote: string;
  /** Hours from the moment of reading; negative when already past then. */
  readonly hours: number;
}

/** The sender's clock: Date.UTC of the local components in the header, so that "by 10:00" means what the sender meant. */
export function localTimeOf(dateHeader: string): number | null {
  const match =
    /(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* (\d{4})(?:\D+(\d{1,2}):(\d{2}))?/iu.exec(
      dateHeader,
    );
  if (!match) return null;
  const month = MONTH_STARTS.indexOf((match[2] ?? '').toLowerCase());
  return Date.UTC(Number(match[3]), month, Number(match[1]), Number(match[4] ?? 9), Number(match[5] ?? 0));
}

/** Mail of the evening and the night is read at half past eight; other mail when it comes. */
export function readingTime(sent: number): number {
  const date = new Date(sent);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  if (hour >= MORNING && hour < EVENING) return sent;
  const midnight = sent - hour * HOUR_MS + (hour >= EVENING ? DAY_MS : 0);
  return midnight + MORNING * HOUR_MS;
}

/** Deadlines named in the sentences, soonest first. `dateHeader` as in the mail; without a date there are none. */
export function findDeadlines(sentences: readonly string[], dateHeader: string): Deadline[] {
  const sent = localTimeOf(dateHeader);
  if (sent === null) return [];
  const reading = readingTime(sent);
  const found: Deadline[] = [];
  for (const sentence of sentences) {
    const cue = CUE.exec(sentence);
    if (!cue) continue;
    const near = sentence.slice(Math.max(0, cue.index - 60), cue.index + 120);
    for (const { due, quote } of momentsIn(near, sent)) {
      if (due < sent) continue;
      found.push({ quote: quoteAround(near, quote), hours: (due - reading) / HOUR_MS });
    }
  }
  return found.sort((a, b) => a.hours - b.hours);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING = 8.5;
const EVENING = 17;
const END_OF_DAY = 17;

const MONTH_STARTS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Beginnings of month names in German, Spanish, French and Dutch that differ from the English ones. */
const OTHER_MONTHS: Readonly<Record<string, number>> = {
  mär: 2,
  mrt: 2,
  maa: 2,
  mai: 4,
  mei: 4,
  okt: 9,
  dez: 11,
  ene: 0,
  abr: 3,
  ago: 7,
  dic: 11,
  fév: 1,
  avr: 3,
  jui: 5,
  aoû: 7,
  déc: 11,
};
const WEEKDAYS = [
  /^(?:sun|sonntag|domingo|dimanche|zondag)/u,
  /^(?:mon|montag|lunes|lundi|maandag)/u,
  /^(?:tue|dienstag|martes|mardi|dinsdag)/u,
  /^(?:wed|mittwoch|miércoles|mercredi|woensdag)/u,
  /^(?:thu|donnerstag|jueves|jeudi|donderdag)/u,
  /^(?:fri|freitag|viernes|vendredi|vrijdag)/u,
  /^(?:sat|samstag|sábado|samedi|zaterdag)/u,
];

const CUE =
  /\b(?:by|before|until|till?|due|deadline|latest|no later|not later|expires?|ends?|closes?|cut-?off|runs out|today|tonight|this (?:morning|afternoon|evening)|need(?:ed|s)?|within|in the next|in \d{1,2} (?:min|hour|h\b)|eod|cob|close of business|wants? to know|goes out|leaves|tomorrow|at \d|moved forward|bis|spätestens|heute|morgen|antes|hasta|hoy|mañana|avant|jusqu|aujourd|voor|vandaag)\b/iu;

const MONTH_NAME = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mrt|maa|mai|mei|okt|dez|ene|abr|ago|dic|fév|avr|jui|aoû|déc)\p{L}*\.?`;
const DAY = new RegExp(
  String.raw`\b(\d{1,2})(?:st|nd|rd|th|\.)? (?:de |of )?(${MONTH_NAME})|\b(${MONTH_NAME}) (\d{1,2})(?:st|nd|rd|th)?\b` +
    String.raw`|\b(today|tonight|this (?:morning|afternoon|evening)|eod|end of (?:the )?day|close of business|cob|heute|hoy|aujourd['’]hui|vandaag)\b` +
    String.raw`|\b(tomorrow|mañana|demain|morgen)(?!\p{L})` +
    String.raw`|\b((?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day|s)?|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|lunes|martes|miércoles|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi|maandag|dinsdag|woensdag|donderdag|vrijdag)\b`,
  'giu',
);
const TIME =
  /\b(?:(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))(?: ?(?<half>[ap]\.?m)\b)?|(?<hour2>\d{1,2}) ?(?<half2>[ap]\.?m\b|o['’]clock|uhr|uur)|(?:by|before|until|at|till) (?<hour3>\d{1,2})(?![\d%€$£.,:/-]|\p{L}| ?(?:\p{L}|%|€)))|\b(?<word>noon|midday|midnight|lunch(?:time)?|mittag|mediodía|midi)\b/giu;
const SPAN =
  /\b(?:within|in(?: the next)?|for the next) (?:the next )?(\d{1,2}|an|one|two|three|half an) ?(min(?:ute)?s?|hours?|hrs?|h)\b/iu;

interface Moment {
  readonly due: number;
  readonly quote: string;
}

function momentsIn(text: string, sent: number): Moment[] {
  const midnight = Math.floor(sent / DAY_MS) * DAY_MS;
  const days = [...text.matchAll(DAY)].flatMap((match) => {
    const day = dayOf(match, sent, midnight);
    return day === null ? [] : [{ day, quote: match[0], evening: /night|evening/iu.test(match[0]) }];
  });
  const times = [...text.matchAll(TIME)].flatMap((match) => {
    const hour = hourOf(match);
    return hour === null ? [] : [{ hour, quote: match[0] }];
  });
  const span = SPAN.exec(text);
  const spanMoments = span ? [{ due: sent + spanHours(span) * HOUR_MS, quote: span[0] }] : [];
  if (days.length === 0) {
    return [
      ...spanMoments,
      ...times.map(({ hour, quote }) => {
        const today = midnight + hour * HOUR_MS;
        // In the evening "by 10:00" means tomorrow; at noon it tells of the morning that has passed.
        const evening = new Date(sent).getUTCHours() >= EVENING;
        return { due: today < sent && evening ? today + DAY_MS : today, quote };
      }),
    ];
  }
  const hour = times[0]?.hour;
  return [
    ...spanMoments,
    ...days.map(({ day, quote, evening }) => ({
      due: day + (hour ?? (evening ? 22 : END_OF_DAY)) * HOUR_MS,
      quote: times[0] ? `${quote} ${times[0].quote}` : quote,
    })),
  ];
}

/** Midnight of the day that the match names, or null when it names none. */
function dayOf(match: RegExpMatchArray, sent: number, midnight: number): number | null {
  const [, dayBefore, monthAfter, monthBefore, dayAfter, today, tomorrow, weekday] = match;
  if (today) return midnight;
  if (tomorrow) return midnight + DAY_MS;
  if (weekday) {
    const wanted = WEEKDAYS.findIndex((pattern) => pattern.test(weekday.toLowerCase()));
    const ahead = (wanted - new Date(sent).getUTCDay() + 7) % 7;
    return midnight + ahead * DAY_MS;
  }
  const month = monthOf(monthAfter ?? monthBefore ?? '');
  const day = Number(dayBefore ?? dayAfter);
  if (month < 0 || day < 1 || day > 31) return null;
  const year = new Date(sent).getUTCFullYear();
  const date = Date.UTC(year, month, day);
  return date < midnight - 180 * DAY_MS ? Date.UTC(year + 1, month, day) : date;
}

function monthOf(name: string): number {
  const start = name.toLowerCase().slice(0, 3);
  const english = MONTH_STARTS.indexOf(start);
  return english >= 0 ? english : (OTHER_MONTHS[start] ?? -1);
}

function hourOf(match: RegExpMatchArray): number | null {
  const { hour, minute, half, hour2, half2, hour3, word } = match.groups ?? {};
  if (word) return /midnight/iu.test(word) ? 24 : 12;
  const base = Number(hour ?? hour2 ?? hour3);
  const minutes = Number(minute ?? 0);
  if (!Number.isFinite(base) || base > 24 || minutes > 59) return null;
  const pm = /^p/iu.test(half ?? half2 ?? '') && base < 12;
  return base + (pm ? 12 : 0) + minutes / 60;
}

function spanHours(match: RegExpExecArray): number {
  const words: Readonly<Record<string, number>> = { an: 1, one: 1, two: 2, three: 3, 'half an': 0.5 };
  const amount = words[(match[1] ?? '').toLowerCase()] ?? Number(match[1]);
  return /^m/iu.test(match[2] ?? '') ? amount / 60 : amount;
}

/** The words with the one before them, so that a reason reads "by 10:00" and not "10:00". */
function quoteAround(text: string, quote: string): string {
  const start = text.indexOf(quote);
  if (start < 0) return quote;
  const before =
    /(?:\b(?:by|before|until|till|due|at|on|bis|antes de|avant|voor)\s(?:the\s|\p{L}+\s)?)$/iu.exec(
      text.slice(0, start),
    );
  return `${before?.[0] ?? ''}${quote}`;
}
