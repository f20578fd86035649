import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { createSHA256 } from 'hash-wasm';
import { DesksideError } from '../contracts/failure';
import type { WorkspacePart } from '../contracts/workspace';
import { decodeRow } from './row-codec';
import { damagedWorkspace } from './workspace-failures';

/** Rows handed on together: at least so many characters, so that small ones do not cost a message each. */
const BATCH_CHARACTERS = 256 * 1024;
/** A book with its vectors has some tens of MB; a line without an end must not fill the memory. */
const LONGEST_LINE = 256 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The rows of a part, some at a time. Throws `import-damaged` unless it is, byte by byte, what the manifest states. */
export async function* readPart(entry: FileEntry, part: WorkspacePart): AsyncGenerator<unknown[]> {
  const hash = (await createSHA256()).init();
  const lines = createLineCutter();
  let bytes = 0;
  let count = 0;
  let batch: unknown[] = [];
  let characters = 0;
  for await (const piece of unpack(entry)) {
    bytes += piece.byteLength;
    if (bytes > part.bytes) throw changed(part.name);
    hash.update(piece);
    for (const line of lines.cut(piece)) {
      batch.push(decodeRow(line));
      count += 1;
      characters += line.length;
      if (characters < BATCH_CHARACTERS) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (lines.rest() || bytes !== part.bytes || count !== part.rows || hash.digest('hex') !== part.sha256)
    throw changed(part.name);
  if (batch.length > 0) yield batch;
}

const changed = (name: string): DesksideError =>
  new DesksideError(damagedWorkspace(`the part “${name}” is not what was written`));

async function* unpack(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const passing = new TransformStream<Uint8Array, Uint8Array>();
  const unpacked = entry.getData(passing.writable, { checkSignature: true });
  // The zip reader may fail without ending the stream.
  const failure = unpacked.then(() => new Promise<never>(() => undefined));
  failure.catch(() => undefined);
  const reader = passing.readable.getReader();
  const read = () => Promise.race([reader.read(), failure]);
  try {
    for (let next = await read(); !next.done; next = await read()) yield next.value;
    await unpacked;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** Cuts bytes into lines; a character may be split between two pieces, a newline never is. */
function createLineCutter(): { cut(piece: Uint8Array): string[]; rest(): boolean } {
  const text = new TextDecoder('utf-8', { fatal: false });
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  return {
    cut(piece) {
      const lines: string[] = [];
      let start = 0;
      for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, start)) {
        lines.push(text.decode(joined([...pending, piece.subarray(start, end)])));
        pending = [];
        pendingBytes = 0;
        start = end + 1;
      }
      if (start < piece.length) {
        // The stream may use the memory of its piece again.
        pending.push(piece.slice(start));
        pendingBytes += piece.length - start;
        if (pendingBytes > LONGEST_LINE) throw new DesksideError(damagedWorkspace('a row has no end'));
      }
      return lines;
    },
    rest: () => pendingBytes > 0,
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
