import { readHeaderBlock, type HeaderBlock } from './header-block';
import type { MimePart, MimeTree, TreeItem } from './mime-part';
import { parseStructuredField, type StructuredField } from './structured-field';

/*
 * The structure is read here and the content decoded by postal-mime. A parser of whole mails would refuse deep nesting, decode every
 * attachment, and mix text made from HTML (hidden text included) into the plain text; here nothing of that can happen, and the work is
 * one pass without recursion.
 */

const MAX_PARTS = 2_000;
const MAX_EMBEDDED = 10;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DASH = 0x2d;

interface OpenMultipart {
  readonly boundary: string;
  readonly subtype: string;
  /** Set inside `multipart/alternative`. */
  readonly alternative: number | null;
  readonly inReport: boolean;
  /** Parts begun so far. */
  parts: number;
}

const ascii = new TextDecoder('latin1');

/** Splits a mail into its parts. Never throws, whatever the bytes. */
export function readMimeTree(bytes: Uint8Array): MimeTree {
  return new TreeReader(bytes).read();
}

class TreeReader {
  readonly #items: TreeItem[] = [];
  readonly #problems = new Set<string>();
  readonly #open: OpenMultipart[] = [];
  readonly #depthOf = new Map<string, number>();
  readonly #bytes: Uint8Array;
  #groups = 0;
  #embedded = 0;
  #leaf: Omit<MimePart, 'body'> | null = null;
  #leafStart = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): MimeTree {
    const bytes = this.#bytes;
    const header = readHeaderBlock(bytes, 0);
    if (header.damaged && header.end < bytes.length)
      this.#problems.add('a header field is too long to be real');
    this.#scanFrom(this.#enter(header));
    const unfinished = this.#finish();
    return { header, items: this.#items, problems: [...this.#problems], unfinished };
  }

  #scanFrom(start: number): void {
    const bytes = this.#bytes;
    let at = start;
    while (this.#open.length > 0 && this.#items.length < MAX_PARTS) {
      const line = nextDashes(bytes, at);
      if (line < 0) break;
      const lineFeed = bytes.indexOf(LINE_FEED, line);
      const lineEnd = lineFeed < 0 ? bytes.length : lineFeed + 1;
      const boundary = this.#boundaryAt(line, lineEnd);
      at = boundary ? this.#cross(boundary, line, lineEnd) : lineEnd;
    }
    this.#closeLeaf(bytes.length);
  }

  /** Takes up the part whose header was read; returns where to go on. */
  #enter(header: HeaderBlock): number {
    const parent = this.#open.at(-1);
    const fallback = parent?.subtype === 'digest' ? 'message/rfc822' : 'text/plain';
    const type = parseStructuredField(header.fields.get('content-type'), fallback);
    const disposition = parseStructuredField(header.fields.get('content-disposition'), '').value;
    const encoding = (header.fields.get('content-transfer-encoding') ?? '')
      .toLowerCase()
      .replace(/[^\w-].*$/s, '');

    if (type.value.startsWith('multipart/')) return this.#openMultipart(header, type);
    const inReport = isEvidence(parent);
    const plainBytes = encoding !== 'base64' && encoding !== 'quoted-printable';
    if (type.value === 'message/rfc822' && disposition !== 'attachment' && !inReport && plainBytes) {
      if (this.#embedded < MAX_EMBEDDED) {
        this.#embedded += 1;
        const inner = readHeaderBlock(this.#bytes, header.end);
        this.#items.push({ header: inner, embedded: true });
        return this.#enter(inner);
      }
    }
    this.#leaf = {
      header,
      type,
      disposition,
      encoding,
      alternative: parent?.alternative ?? (this.#groups += 1),
      inReport,
    };
    this.#leafStart = header.end;
    return header.end;
  }

  #openMultipart(header: HeaderBlock, type: StructuredField): number {
    const stated = type.params.get('boundary')?.trimEnd();
    const boundary = stated || this.#guessBoundary(header.end);
    if (!stated) this.#problems.add('the boundary between its parts is not stated');
    const subtype = type.value.slice('multipart/'.length);
    const parent = this.#open.at(-1);
    if (boundary) {
      this.#open.push({
        boundary,
        subtype,
        alternative: parent?.alternative ?? (subtype === 'alternative' ? (this.#groups += 1) : null),
        inReport: isEvidence(parent),
        parts: 0,
      });
      this.#depthOf.set(boundary, this.#open.length - 1);
      this.#leaf = null;
    } else {
      this.#enterSalvaged(header);
    }
    return header.end;
  }

  /** Reads the rest as text where the structure cannot be made out. */
  #enterSalvaged(header: HeaderBlock): void {
    const start = ascii.decode(this.#bytes.subarray(header.end, header.end + 2_000));
    const value = /<(?:html|body|div|table|p)\b/i.test(start) ? 'text/html' : 'text/plain';
    const encoding = '';
    const type = { value, params: new Map<string, string>() };
    this.#groups += 1;
    this.#leaf = { header, type, disposition: '', encoding, alternative: this.#groups, inReport: false };
    this.#leafStart = header.end;
  }

  /** A line `--x` that is followed by a header field is taken for a boundary. */
  #guessBoundary(from: number): string | null {
    const start = ascii.decode(this.#bytes.subarray(from, from + 64 * 1024));
    return /(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\nContent-[A-Za-z-]+:/i.exec(start)?.[1] ?? null;
  }

  #boundaryAt(line: number, lineEnd: number): { depth: number; closes: boolean } | null {
    if (lineEnd - line > 1_000) return null;
    const text = ascii.decode(this.#bytes.subarray(line + 2, lineEnd)).trimEnd();
    const exact = this.#depthOf.get(text);
    if (exact !== undefined) return { depth: exact, closes: false };
    const closing = text.endsWith('--') ? this.#depthOf.get(text.slice(0, -2)) : undefined;
    return closing === undefined ? null : { depth: closing, closes: true };
  }

  #cross(boundary: { depth: number; closes: boolean }, line: number, lineEnd: number): number {
    this.#closeLeaf(line);
    this.#dropTo(boundary.closes ? boundary.depth : boundary.depth + 1);
    if (boundary.closes) return lineEnd;
    const parent = this.#open.at(-1);
    if (parent) parent.parts += 1;
    return this.#enter(readHeaderBlock(this.#bytes, lineEnd));
  }

  #dropTo(depth: number): void {
    while (this.#open.length > depth) {
      const closed = this.#open.pop();
      if (closed && this.#depthOf.get(closed.boundary) === this.#open.length)
        this.#depthOf.delete(closed.boundary);
    }
  }

  /** The line break before a boundary belongs to the boundary. */
  #closeLeaf(end: number): void {
    if (!this.#leaf) return;
    const bytes = this.#bytes;
    let contentEnd = Math.max(end, this.#leafStart);
    if (contentEnd > this.#leafStart && contentEnd < bytes.length && bytes[contentEnd - 1] === LINE_FEED) {
      contentEnd -= bytes[contentEnd - 2] === CARRIAGE_RETURN ? 2 : 1;
    }
    const body = bytes.subarray(this.#leafStart, Math.max(contentEnd, this.#leafStart));
    this.#items.push({ ...this.#leaf, body });
    this.#leaf = null;
  }

  /** Returns whether the end came too early. */
  #finish(): boolean {
    const root = this.#open[0];
    const bytes = this.#bytes;
    if (this.#items.length >= MAX_PARTS) {
      this.#problems.add(`it has more than ${MAX_PARTS} parts, and the rest was left out`);
    } else if (root) {
      this.#problems.add('it ends before its last part does');
    }
    if (this.#items.length === 0 && root) {
      const header = readHeaderBlock(bytes, 0);
      const guessed = this.#guessBoundary(header.end);
      if (guessed && guessed !== root.boundary) return this.#readWith(guessed, root, header);
      this.#enterSalvaged(header);
      this.#closeLeaf(bytes.length);
    }
    return root !== undefined && this.#items.length < MAX_PARTS;
  }

  /** Second try, when the stated boundary never came and another one did. */
  #readWith(boundary: string, root: OpenMultipart, header: HeaderBlock): boolean {
    this.#dropTo(0);
    this.#open.push({ ...root, boundary });
    this.#depthOf.set(boundary, 0);
    this.#problems.clear();
    this.#problems.add('its parts are not separated as its header says');
    this.#scanFrom(header.end);
    return false;
  }
}

/** The next line that begins with `--`, from the line at `start` on; -1 when there is none. Base64 has no dashes, so that attachments are passed at once. */
function nextDashes(bytes: Uint8Array, start: number): number {
  let line = start;
  for (;;) {
    const dash = bytes.indexOf(DASH, line);
    if (dash < 0) return -1;
    const beginsLine = dash === line || bytes[dash - 1] === LINE_FEED;
    if (beginsLine && bytes[dash + 1] === DASH) return dash;
    const lineFeed = bytes.indexOf(LINE_FEED, dash);
    if (lineFeed < 0) return -1;
    line = lineFeed + 1;
  }
}

/** All parts of a report but the first, which is for people to read (RFC 6522). */
function isEvidence(parent: OpenMultipart | undefined): boolean {
  return parent !== undefined && (parent.inReport || (parent.subtype === 'report' && parent.parts > 1));
}
