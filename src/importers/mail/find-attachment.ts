import { DesksideError, type Failure } from '../../contracts/failure';
import type { AttachmentPlace, ImportFile } from '../../contracts/import-api';
import { openArchive } from '../archive/read-archive';
import { PeekableStream } from '../byte-stream';
import { detectFileKind, HEAD_BYTES } from '../file-kind';
import type { RawMessage } from './mbox/mbox-splitter';
import { decodeTransfer } from './mime/decode-transfer';
import type { MimePart } from './mime/mime-part';
import { readMimeTree } from './mime/mime-tree';
import { attachmentParts, parseMessage } from './parse-message';
import { readMbox } from './raw-messages';
import { readOneMail } from './single-mail';
import { ThreadIndex } from './thread-index';

/** The end of a Message-ID that Deskside made up, so that no file has it. */
const MADE_UP = '@no-message-id.invalid>';

const NOT_FOUND: Failure = {
  code: 'import-empty',
  message: 'This mail is not in the file. Please choose the file that it was imported from.',
  retryable: false,
};

const CUT: Failure = {
  code: 'import-damaged',
  message: 'The attachment is not in this file as a whole: the mail in it is cut off or too large.',
  retryable: false,
};

/** The bytes of an attachment, from the file that its mail came from: an mbox, a single mail, or an archive of them. Rejects when it is not there. */
export async function findAttachment(
  files: readonly ImportFile[],
  place: AttachmentPlace,
  signal: AbortSignal,
): Promise<Blob> {
  for (const { blob } of files)
    for await (const stream of mailStreams(blob, signal)) {
      const found = await findInStream(stream, place);
      if (found) return found;
    }
  throw new DesksideError(NOT_FOUND);
}

async function* mailStreams(blob: Blob, signal: AbortSignal): AsyncGenerator<ReadableStream<Uint8Array>> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (detectFileKind(head) !== 'zip') {
    yield blob.stream();
    return;
  }
  for (const entry of await openArchive(blob)) if (!entry.encrypted) yield entry.stream(signal);
}

async function findInStream(bytes: ReadableStream<Uint8Array>, place: AttachmentPlace): Promise<Blob | null> {
  const stream = new PeekableStream(bytes, () => undefined);
  try {
    const kind = detectFileKind(await stream.peek(HEAD_BYTES));
    if (kind !== 'mbox') {
      const mail = await readOneMail(kind, stream);
      return mail && (await fromMessage(mail, place));
    }
    for await (const message of readMbox(stream)) {
      const found = await fromMessage(message, place);
      if (found) return found;
    }
    return null;
  } finally {
    await stream.cancel();
  }
}

async function fromMessage(
  { bytes, omittedBytes }: RawMessage,
  { id, messageId, index }: AttachmentPlace,
): Promise<Blob | null> {
  if (!mayBe(bytes, messageId)) return null;
  const context = { role: 'sent', threads: new ThreadIndex(), omittedBytes } as const;
  const { message } = await parseMessage(bytes, context);
  if (message.id !== id) return null;
  const parts = readMimeTree(bytes).items.filter((item): item is MimePart => !('embedded' in item));
  const part = attachmentParts(parts)[index];
  if (!part || omittedBytes > 0) throw new DesksideError(CUT);
  return new Blob([new Uint8Array(decodeTransfer(part.body, part.encoding))], { type: part.type.value });
}

/** Reading a mail whole takes a hundred times as long as looking for its Message-ID. */
function mayBe(bytes: Uint8Array, messageId: string): boolean {
  if (messageId.endsWith(MADE_UP)) return true;
  return new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES)).includes(messageId);
}
