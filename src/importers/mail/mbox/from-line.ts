/**
 * The line that begins each mail in an mbox: `From `, an envelope sender and a date. Prose may begin a line with "From " too, so the
 * date decides. Known writers differ: asctime with or without a zone before or after the year, RFC 5322 and ISO 8601 dates.
 */
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '\\d{1,2}:\\d{2}(?::\\d{2})?';
const ZONE = '(?: +(?:[+-]\\d{4}|[A-Z]{1,5}))*';
const FROM_LINE = new RegExp(
  '^From (?:.{0,300}? +)?(?:' +
    `${DAY} +${MONTH} +\\d{1,2} +${TIME}${ZONE} +\\d{4}` +
    `|${DAY}, +\\d{1,2} +${MONTH} +\\d{2,4} +${TIME}` +
    `|\\d{4}-\\d{2}-\\d{2}[T ]${TIME}` +
    ')',
);
const HEADER_LINE = /^[!-9;-~]+[ \t]*:/;
/** Thunderbird writes neither sender nor date; it quotes every line of a mail that begins so. */
const BARE_FROM_LINE = /^From[ -]*\r?$/;

/** No real separator is longer; a longer line is never read whole. */
export const MAX_FROM_LINE_BYTES = 1024;

const FROM = [0x46, 0x72, 0x6f, 0x6d, 0x20];

/** Whether the bytes at `offset` are `From `. */
export function startsWithFrom(bytes: Uint8Array, offset: number): boolean {
  return FROM.every((byte, index) => bytes[offset + index] === byte);
}

/**
 * Whether a line that starts with `From ` begins a mail: it holds a date, and the line after it could be a header field, an old
 * `>From ` field or the blank line of a mail without headers; or it holds nothing, and a header field follows.
 */
export function isFromLine(line: string, nextLine: string): boolean {
  if (BARE_FROM_LINE.test(line)) return HEADER_LINE.test(nextLine);
  return (
    FROM_LINE.test(line) &&
    (HEADER_LINE.test(nextLine) || nextLine.trim() === '' || nextLine.startsWith('>From '))
  );
}
