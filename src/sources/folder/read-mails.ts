import { MboxSplitter, type RawMessage } from '../../importers/mail/mbox/mbox-splitter';
import type { MailFile } from './folder-node';

const FIRST_CHUNK = 64 * 1024;
const LARGEST_CHUNK = 1024 * 1024;

/** The bytes of a part of a file. Rejects with a `NotReadableError` when the file has changed since it was opened. */
export async function readBytes(file: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(Math.max(0, start), Math.max(0, end)).arrayBuffer());
}

/** The mails of an mbox from an offset on, where one begins, with their places in the file. Reads little more than what is taken. */
export async function* mailsFrom(
  file: MailFile,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<RawMessage, void> {
  const splitter = new MboxSplitter();
  let chunk = FIRST_CHUNK;
  for (let at = offset; at < file.size; at += chunk, chunk = Math.min(2 * chunk, LARGEST_CHUNK)) {
    signal.throwIfAborted();
    splitter.push(await readBytes(file, at, Math.min(at + chunk, file.size)));
    yield* taken(splitter, offset);
  }
  splitter.end();
  yield* taken(splitter, offset);
}

/** The mails of a part of an mbox that is in memory, with their places in it. */
export function mailsIn(bytes: Uint8Array): RawMessage[] {
  const splitter = new MboxSplitter();
  splitter.push(bytes);
  splitter.end();
  return [...taken(splitter, 0)];
}

function* taken(splitter: MboxSplitter, offset: number): Generator<RawMessage> {
  for (let mail = splitter.next(); mail; mail = splitter.next())
    yield { ...mail, start: offset + mail.start, end: offset + mail.end };
}
