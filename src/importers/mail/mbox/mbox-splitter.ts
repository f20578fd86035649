import { isFromLine, MAX_FROM_LINE_BYTES, startsWithFrom } from './from-line';
import { GrowingBuffer } from './growing-buffer';
import { unquoteFrom } from './unquote-from';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LETTER_C = 0x63;
const LETTER_L = 0x6c;

/** Mails larger than this are cut, so that one broken file cannot eat the memory. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface RawMessage {
  /** One mail without its `From ` line, quoting of `From ` undone. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes left out because the mail was larger than the limit. */
  readonly omittedBytes: number;
  /** Where it begins among all bytes, with its `From ` line. */
  readonly start: number;
  /** Where the next one begins, or the bytes end. */
  readonly end: number;
}

const ascii = new TextDecoder('latin1');

/**
 * Splits an mbox (mboxo, mboxrd, mboxcl, mboxcl2; LF, CRLF or both) fed in chunks of any size. A separator counts only at the start of
 * the file or after a blank line. `Content-Length` (mboxcl2, where bodies are not quoted) is believed only when it lands on a
 * separator or on the end of the file. Holds one mail at most.
 */
export class MboxSplitter {
  /** Bytes before the first separator that are not white space: the file does not begin with a mail. */
  leadingBytes = 0;

  readonly #buffer = new GrowingBuffer();
  readonly #limit: number;
  /** Bytes that were dropped from the front of the buffer. */
  #dropped = 0;
  /** Where the mail at hand begins among all bytes. */
  #mailStart = 0;
  #ended = false;
  /** Where the mail at hand begins, with its `From ` line; -1 before the first one. */
  #start = -1;
  /** Start of the next line to look at, or a place within a line too long to be a separator. */
  #scan = 0;
  #midLine = false;
  #afterBlank = true;
  #headerDone = false;
  /** Where `Content-Length` says that the body ends; -1 when not stated, not plausible or proved wrong. */
  #statedEnd = -1;
  /** The first bytes of a mail over the limit. */
  #cut: Uint8Array<ArrayBuffer> | null = null;
  #omitted = 0;

  constructor(maxMessageBytes = MAX_MESSAGE_BYTES) {
    this.#limit = maxMessageBytes;
  }

  push(chunk: Uint8Array): void {
    this.#shift(this.#buffer.append(chunk, this.#firstNeeded()));
  }

  end(): void {
    this.#ended = true;
  }

  /** The next whole mail, or null when more bytes are needed (after `end`: when there is none left). */
  next(): RawMessage | null {
    for (;;) {
      const stated = this.#takeStated();
      if (stated === 'wait') return null;
      if (stated) return stated;

      const { bytes, length } = this.#buffer;
      // Behind the length are bytes of before, or none: the search ends there.
      if (length < bytes.length) bytes[length] = LINE_FEED;
      const found = bytes.indexOf(LINE_FEED, this.#scan);
      const lineFeed = found < length ? found : -1;
      const lineEnd = lineFeed < 0 ? length : lineFeed + 1;
      if (lineFeed < 0 && !this.#ended) {
        if (length - this.#scan > MAX_FROM_LINE_BYTES) this.#skipTo(length, true);
        this.#enforceLimit();
        return null;
      }
      if (this.#scan >= length) return this.#takeLast();

      if (!this.#midLine && this.#afterBlank && startsWithFrom(bytes, this.#scan)) {
        const separator = this.#isSeparatorAt(this.#scan);
        if (separator === 'wait') return null;
        if (separator) {
          const message = this.#start >= 0 ? this.#take(this.#scan) : null;
          this.#begin(this.#scan, lineEnd);
          if (message) return message;
          continue;
        }
      }
      this.#passLine(lineEnd);
    }
  }

  #passLine(lineEnd: number): void {
    const { bytes } = this.#buffer;
    const blank =
      !this.#midLine &&
      (bytes[this.#scan] === LINE_FEED ||
        (bytes[this.#scan] === CARRIAGE_RETURN && bytes[this.#scan + 1] === LINE_FEED));
    if (this.#start < 0 && !blank) this.leadingBytes += lineEnd - this.#scan;
    if (blank && this.#start >= 0 && !this.#headerDone) this.#readContentLength(lineEnd);
    // Space and byte order marks before the first separator do not make it a line of prose.
    this.#afterBlank = blank || (this.#start < 0 && this.#afterBlank && lineEnd - this.#scan <= 5);
    this.#skipTo(blank || this.#start < 0 ? lineEnd : this.#beforeBlank(lineEnd), false);
    this.#enforceLimit();
  }

  /** The last line that begins at `line` or later and has no blank one before it, of those that are there as a whole: none of them can be a separator. */
  #beforeBlank(line: number): number {
    const { bytes, length } = this.#buffer;
    let at = line;
    for (;;) {
      const first = bytes[at];
      if (at >= length || first === LINE_FEED || first === CARRIAGE_RETURN) return at;
      const lineFeed = bytes.indexOf(LINE_FEED, at);
      if (lineFeed < 0 || lineFeed >= length) return at;
      at = lineFeed + 1;
    }
  }

  #skipTo(position: number, midLine: boolean): void {
    if (midLine) this.#afterBlank = false;
    this.#scan = position;
    this.#midLine = midLine;
  }

  #begin(start: number, lineEnd: number): void {
    this.#start = start;
    this.#mailStart = this.#dropped + start;
    this.#scan = lineEnd;
    this.#midLine = false;
    this.#afterBlank = false;
    this.#headerDone = false;
    this.#statedEnd = -1;
    this.#cut = null;
    this.#omitted = 0;
  }

  #isSeparatorAt(position: number): boolean | 'wait' {
    const { bytes, length } = this.#buffer;
    const view = bytes.subarray(position, Math.min(length, position + 2 * MAX_FROM_LINE_BYTES));
    const lineEnd = view.indexOf(LINE_FEED);
    const nextEnd = lineEnd < 0 ? -1 : view.indexOf(LINE_FEED, lineEnd + 1);
    if (nextEnd < 0 && !this.#ended && view.length < 2 * MAX_FROM_LINE_BYTES) return 'wait';
    if (lineEnd < 0 && !this.#ended) return false;
    const text = ascii.decode(nextEnd < 0 ? view : view.subarray(0, nextEnd + 1));
    const [line = '', nextLine = ''] = text.split(/\r?\n/, 2);
    return isFromLine(line, nextLine);
  }

  #readContentLength(headerEnd: number): void {
    this.#headerDone = true;
    if (!mayStateLength(this.#buffer.bytes, this.#start, headerEnd)) return;
    const header = ascii.decode(this.#buffer.bytes.subarray(this.#start, headerEnd));
    const stated = /^content-length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(header)?.[1];
    const size = Number(stated ?? 0);
    if (size > 0 && size + headerEnd - this.#start <= this.#limit) this.#statedEnd = headerEnd + size;
  }

  #takeStated(): RawMessage | 'wait' | null {
    if (this.#statedEnd < 0) return null;
    const { bytes, length } = this.#buffer;
    if (!this.#ended && length < this.#statedEnd + 3 * MAX_FROM_LINE_BYTES) return 'wait';

    const end = this.#statedEnd;
    this.#statedEnd = -1;
    if (end > length) return null;
    let next = end;
    while (
      next < end + 4 &&
      (bytes[next] === LINE_FEED || bytes[next] === CARRIAGE_RETURN) &&
      next < length
    ) {
      next += 1;
    }
    const atLineStart = next > 0 && bytes[next - 1] === LINE_FEED;
    const atEnd = this.#ended && next >= length;
    if (!atEnd && !(atLineStart && startsWithFrom(bytes, next) && this.#isSeparatorAt(next) === true))
      return null;

    const message = this.#take(end, next);
    if (atEnd) {
      this.#begin(-1, length);
      this.#scan = length;
    } else {
      this.#begin(next, next + bytes.subarray(next, length).indexOf(LINE_FEED) + 1 || length);
    }
    return message;
  }

  #takeLast(): RawMessage | null {
    if (this.#start < 0) return null;
    const message = this.#take(this.#buffer.length);
    this.#begin(-1, this.#buffer.length);
    return message;
  }

  /** `next`: where the next mail begins, when the size of this one was stated. */
  #take(end: number, next?: number): RawMessage {
    const { bytes } = this.#buffer;
    const bySize = next !== undefined;
    const place = { start: this.#mailStart, end: this.#dropped + (next ?? end) };
    if (this.#cut) {
      const omittedBytes = this.#omitted + Math.max(0, end - this.#start);
      return { bytes: unquoteFrom(this.#cut), omittedBytes, ...place };
    }
    const whole = withoutFromLine(bytes.subarray(this.#start, end));
    const body = bySize ? whole : withoutTrailingBlankLine(whole);
    // mboxcl2 leaves bodies as they are: a bare separator inside tells it from mboxcl, which quotes.
    const quoted = !bySize || !/(?:^|\n)\r?\nFrom .*\d:\d\d/.test(ascii.decode(body));
    return { bytes: quoted ? unquoteFrom(body) : body.slice(), omittedBytes: 0, ...place };
  }

  #enforceLimit(): void {
    if (this.#start < 0 || this.#scan - this.#start <= this.#limit + MAX_FROM_LINE_BYTES) return;
    if (this.#cut) {
      this.#omitted += this.#scan - this.#start;
    } else {
      const whole = withoutFromLine(this.#buffer.bytes.subarray(this.#start, this.#scan));
      this.#cut = whole.slice(0, this.#limit);
      this.#omitted = whole.length - this.#cut.length;
    }
    this.#start = this.#scan;
  }

  #firstNeeded(): number {
    return this.#start < 0 ? this.#scan : Math.min(this.#start, this.#scan);
  }

  #shift(by: number): void {
    this.#dropped += by;
    if (this.#start >= 0) this.#start -= by;
    if (this.#statedEnd >= 0) this.#statedEnd -= by;
    this.#scan -= by;
  }
}

/** Whether a line of the header looks as if it began with `Content-Length`: to read the bytes as text takes longer than to look at two of each line. */
function mayStateLength(bytes: Uint8Array, start: number, end: number): boolean {
  for (let line = start; line < end; line = bytes.indexOf(LINE_FEED, line) + 1 || end) {
    if (isLetter(bytes[line], LETTER_C) && isLetter(bytes[line + 'content-'.length], LETTER_L)) return true;
  }
  return false;
}

/** `letter` is a small one; a large one is the same. */
function isLetter(byte = 0, letter: number): boolean {
  return (byte | 0x20) === letter;
}

function withoutFromLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(LINE_FEED);
  return end < 0 ? bytes.subarray(bytes.length) : bytes.subarray(end + 1);
}

/** Writers put a blank line after each mail. */
function withoutTrailingBlankLine(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (bytes[length - 1] !== LINE_FEED) return bytes;
  const end = bytes[length - 2] === CARRIAGE_RETURN ? length - 2 : length - 1;
  return bytes[end - 1] === LINE_FEED ? bytes.subarray(0, end) : bytes;
}
