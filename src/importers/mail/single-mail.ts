import { DesksideError } from '../../contracts/failure';
import type { PeekableStream } from '../byte-stream';
import type { FileKind } from '../file-kind';
import { damagedMsg } from '../file-problems';
import type { RawMessage } from './mbox/mbox-splitter';
import { readSingleMessage } from './raw-messages';

const LINE_FEED = 0x0a;
/** First byte of the files that .msg files are among; .pst files begin otherwise, and may be larger than memory. */
const COMPOUND_FILE = 0xd0;

/**
 * The one mail that a file is: .eml, Apple Mail's .emlx, or Outlook's .msg; null when a file of its kind holds none. Rejects with a `DesksideError` when it is
 * damaged.
 */
export async function readOneMail(kind: FileKind, stream: PeekableStream): Promise<RawMessage | null> {
  if (kind === 'message') return readSingleMessage(stream);
  if (kind === 'emlx') return unpackEmlx(await readSingleMessage(stream));
  if (kind !== 'outlook' || (await stream.peek(1))[0] !== COMPOUND_FILE) return null;
  return unpackMsg(await readSingleMessage(stream));
}

/** A line with the mail's length in bytes, the mail, and a property list of Apple Mail's own. */
function unpackEmlx(file: RawMessage): RawMessage {
  const lineEnd = file.bytes.indexOf(LINE_FEED) + 1;
  const length = Number.parseInt(new TextDecoder('latin1').decode(file.bytes.subarray(0, lineEnd)), 10);
  const bytes = file.bytes.subarray(lineEnd, lineEnd + length);
  return { ...file, bytes, omittedBytes: Math.min(file.omittedBytes, length - bytes.length) };
}

async function unpackMsg(file: RawMessage): Promise<RawMessage | null> {
  const { msgToMail } = await import('./outlook/msg-to-mail');
  try {
    const bytes = msgToMail(file.bytes);
    return bytes && { ...file, bytes };
  } catch (thrown) {
    throw new DesksideError(damagedMsg(String(thrown)), { cause: thrown });
  }
}
