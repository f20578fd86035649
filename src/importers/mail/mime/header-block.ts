/** The header of a mail or of one of its parts: unfolded lines, as text. */

interface HeaderField {
  readonly name: string;
  readonly value: string;
}

export interface HeaderBlock {
  /** Unfolded `Name: value` lines in order, ready to be parsed again. */
  readonly lines: readonly string[];
  /** The fields of `lines`: names in lower case, values undecoded. */
  readonly all: readonly HeaderField[];
  /** First value of each field by lower-case name, undecoded. */
  readonly fields: ReadonlyMap<string, string>;
  /** Offset of the body. */
  readonly end: number;
  /** Whether a field was cut or the block had no end. */
  readonly damaged: boolean;
}

/** Longer fields are cut: nothing that a reader needs is longer. */
const MAX_FIELD_CHARS = 64 * 1024;
const MAX_BLOCK_BYTES = 1024 * 1024;
const MAX_FIELDS = 5_000;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/** Reads the header that begins at `start`; stops at the first blank line or at `limit`. */
export function readHeaderBlock(bytes: Uint8Array, start: number, limit = bytes.length): HeaderBlock {
  const { contentEnd, bodyStart, closed } = findEnd(bytes, start, limit);
  const kept = Math.min(contentEnd, start + MAX_BLOCK_BYTES);
  let damaged = !closed || kept < contentEnd;

  const lines: string[] = [];
  const all: HeaderField[] = [];
  const fields = new Map<string, string>();
  let parts: string[] = [];
  const finishField = (): void => {
    if (parts.length === 0) return;
    const line = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    parts = [];
    if (lines.length >= MAX_FIELDS || line.length > MAX_FIELD_CHARS) damaged = true;
    if (lines.length >= MAX_FIELDS) return;
    const shown = line.slice(0, MAX_FIELD_CHARS);
    lines.push(shown);
    const colon = shown.indexOf(':');
    const name = shown.slice(0, colon).trim().toLowerCase();
    const value = shown.slice(colon + 1).trim();
    all.push({ name, value });
    if (colon > 0 && !fields.has(name)) fields.set(name, value);
  };
  for (const line of decodeHeader(bytes.subarray(start, kept)).split(/\r?\n/)) {
    if (line[0] !== ' ' && line[0] !== '\t') finishField();
    if (line !== '') parts.push(line);
  }
  finishField();
  return { lines, all, fields, end: bodyStart, damaged };
}

function findEnd(
  bytes: Uint8Array,
  start: number,
  limit: number,
): { contentEnd: number; bodyStart: number; closed: boolean } {
  let line = start;
  while (line < limit) {
    const lineFeed = bytes.indexOf(LINE_FEED, line);
    const blankEnd = bytes[line] === CARRIAGE_RETURN ? line + 1 : line;
    if (bytes[blankEnd] === LINE_FEED && blankEnd < limit) {
      return { contentEnd: line, bodyStart: blankEnd + 1, closed: true };
    }
    if (lineFeed < 0 || lineFeed >= limit) break;
    line = lineFeed + 1;
  }
  return { contentEnd: limit, bodyStart: limit, closed: false };
}

/** Raw 8-bit headers are against the rules but common: UTF-8 when it is, else Western European. */
function decodeHeader(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}
