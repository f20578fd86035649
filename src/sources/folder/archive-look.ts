import { openArchive, type ArchiveEntry } from '../../importers/archive/read-archive';
import { PeekableStream } from '../../importers/byte-stream';
import { detectFileKind, HEAD_BYTES } from '../../importers/file-kind';
import { readMbox, readSingleMessage } from '../../importers/mail/raw-messages';
import type { ImportFile } from '../../contracts/import-api';
import type { ArchivePlace } from './find-mailboxes';
import type { MailFile } from './folder-node';
import { writeRef } from './item-ref';
import { arrivalTime, isExpunged } from './mail-times';
import { roleOfFolder } from './mailbox-names';
import type { Page } from './page';

/** How far an archive is read. It is read anew when it changes. */
export interface ArchiveState {
  readonly size: number;
  readonly modified: number;
  /** Entries that were listed; null once all are. */
  readonly done: number | null;
}

const MAIL_ENTRY = /\.(?:mbox|mbx|eml|emlx|msg)$/iu;
const SLACK_MS = 86_400_000;
/** Bytes of mail that are put together before the browser may move them out of memory. */
const FLUSH_BYTES = 4 * 1024 * 1024;
const SEPARATOR = new TextEncoder().encode('From \n');
const BETWEEN = new TextEncoder().encode('\n\n');

/** Puts the mailboxes and mails of an archive on the page, as far as that holds them. */
export async function lookAtArchive(
  place: ArchivePlace,
  before: ArchiveState | null,
  page: Page,
): Promise<{ readonly state: ArchiveState; readonly more: boolean }> {
  const { path, label, node } = place;
  const file = await node.getFile();
  const size = { size: file.size, modified: file.lastModified ?? 0 };
  const isSame = before?.size === size.size && before.modified === size.modified;
  if (isSame && before.done === null) return { state: before, more: false };
  const unsettled = { state: before ?? { size: -1, modified: 0, done: null }, more: false };
  if (!(await page.isQuiet(node, file))) return unsettled;
  const entries = await mailEntries(file);
  if (entries === null) {
    page.items.push({
      ref: writeRef({ kind: 'unread', path }),
      role: 'inbox',
      folder: label,
      bytes: file.size,
    });
    return { state: { ...size, done: null }, more: false };
  }
  let done = isSame ? (before.done ?? 0) : 0;
  for (; done < entries.length && !page.isFull; done += 1) {
    const entry = entries[done];
    const role = roleOfFolder(entry?.path.replace(MAIL_ENTRY, '') ?? '');
    if (!entry || role === null) continue;
    const ref = writeRef({ kind: 'entry', path, label, entry: entry.path, since: page.since });
    page.items.push({ ref, role, folder: `${label}/${entry.path}`, bytes: entry.unpackedBytes });
    page.countMails(1);
    page.countBytes(entry.packedBytes);
  }
  const more = done < entries.length;
  return { state: { ...size, done: more ? done : null }, more };
}

/** What in an archive is mail by its name; null where the importer has to say what is wrong with it. */
async function mailEntries(file: MailFile): Promise<ArchiveEntry[] | null> {
  try {
    const entries = (await openArchive(file)).filter(({ path }) => MAIL_ENTRY.test(path));
    return entries.length > 0 && entries.every(({ encrypted }) => encrypted) ? null : entries;
  } catch {
    return null;
  }
}

/** The mails of an entry that came since a time, ISO 8601; null when there are none. Rejects with a `DesksideError` when the archive is damaged. */
export async function readEntry(
  file: MailFile,
  path: string,
  since: string,
  signal: AbortSignal,
): Promise<ImportFile | null> {
  const entry = (await openArchive(file)).find((each) => each.path === path);
  if (!entry) return null;
  const bound = Date.parse(since) - SLACK_MS;
  const stream = new PeekableStream(entry.stream(signal), () => undefined);
  try {
    const kind = detectFileKind(await stream.peek(HEAD_BYTES));
    const blob = kind === 'mbox' ? await mailsSince(stream, bound) : await mailSince(stream, bound);
    return blob && { name: path, blob };
  } finally {
    await stream.cancel();
  }
}

async function mailSince(stream: PeekableStream, bound: number): Promise<Blob | null> {
  const { bytes } = await readSingleMessage(stream);
  return (arrivalTime(bytes) ?? Infinity) < bound ? null : new Blob([bytes]);
}

async function mailsSince(stream: PeekableStream, bound: number): Promise<Blob | null> {
  const blobs: Blob[] = [];
  let parts: BlobPart[] = [];
  let size = 0;
  for await (const { bytes } of readMbox(stream)) {
    if (isExpunged(bytes) || (arrivalTime(bytes) ?? Infinity) < bound) continue;
    parts.push(SEPARATOR, quoted(bytes), BETWEEN);
    size += bytes.length;
    if (size < FLUSH_BYTES) continue;
    blobs.push(new Blob(parts));
    [parts, size] = [[], 0];
  }
  if (parts.length > 0) blobs.push(new Blob(parts));
  return blobs.length > 0 ? new Blob(blobs) : null;
}

/** As mboxrd has it: lines that begin like a separator get a `>`. */
function quoted(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder('latin1').decode(bytes);
  if (!/^>*From /mu.test(text)) return bytes;
  return Uint8Array.from(text.replace(/^>*From /gmu, '>$&'), (unit) => unit.charCodeAt(0));
}
