import type { PeekableStream } from '../byte-stream';
import { MAX_MESSAGE_BYTES, MboxSplitter, type RawMessage } from './mbox/mbox-splitter';

/** The mails of an mbox one by one, holding one at a time. Returns how many bytes stood before the first. */
export async function* readMbox(stream: PeekableStream): AsyncGenerator<RawMessage, number> {
  const splitter = new MboxSplitter();
  for (let chunk = await stream.next(); chunk; chunk = await stream.next()) {
    splitter.push(chunk);
    for (let message = splitter.next(); message; message = splitter.next()) yield message;
  }
  splitter.end();
  for (let message = splitter.next(); message; message = splitter.next()) yield message;
  return splitter.leadingBytes;
}

/** A file that is one mail, cut at the same limit as those in an mbox. */
export async function readSingleMessage(
  stream: PeekableStream,
  limit = MAX_MESSAGE_BYTES,
): Promise<RawMessage> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let omittedBytes = 0;
  for (let chunk = await stream.next(); chunk; chunk = await stream.next()) {
    const kept = chunk.subarray(0, Math.max(0, limit - size));
    omittedBytes += chunk.length - kept.length;
    size += kept.length;
    if (kept.length > 0) chunks.push(kept);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { bytes: withoutByteOrderMark(bytes), omittedBytes, start: 0, end: size + omittedBytes };
}

function withoutByteOrderMark(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[start] === 0x0a || bytes[start] === 0x0d) start += 1;
  return bytes.subarray(start);
}
