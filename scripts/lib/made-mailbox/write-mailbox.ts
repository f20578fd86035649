import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { madeMailbox, type MadeMailboxOptions } from './made-mailbox';

/** Bytes handed to the disk at once. */
const CHUNK = 1 << 20;

/** Writes a made-up mailbox to a file, holding little of it at a time. */
export async function writeMailbox(file: string, options: MadeMailboxOptions): Promise<void> {
  await pipeline(Readable.from(inChunks(madeMailbox(options))), createWriteStream(file));
}

function* inChunks(mails: Iterable<Buffer>): Generator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for (const mail of mails) {
    pending.push(mail);
    size += mail.length;
    if (size < CHUNK) continue;
    yield Buffer.concat(pending);
    pending = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pending);
}
