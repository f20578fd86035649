import { DesksideError } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import { FILE_CHANGED, isMissing, isUnreadable } from './folder-failures';
import { fileAt, type FileNode, type FolderNode, type MailFile } from './folder-node';
import { readRef, type ItemRef } from './item-ref';
import { isExpunged } from './mail-times';
import { maildirKey } from './maildir';
import { endsOf } from './mbox-look';
import { mailsIn, readBytes } from './read-mails';

/** An item's mails as a file; null when they are no longer there. Rejects with a `DesksideError`, or with a `DOMException` of the browser. */
export async function fetchItem(
  root: FolderNode,
  itemRef: string,
  signal: AbortSignal,
): Promise<ImportFile | null> {
  const ref = readRef(itemRef);
  const node = await findFile(root, ref);
  const file = node && (await node.getFile());
  if (!file) return null;
  switch (ref.kind) {
    case 'mbox':
      return fetchStretch(file, ref);
    case 'mail':
      return { name: `${ref.label}/${nameOf(ref.path)}`, blob: await inMemory(node, file) };
    case 'entry':
      return fetchEntry(file, ref, signal);
    case 'unread':
      return { name: ref.path, blob: file };
  }
}

async function fetchStretch(
  file: MailFile,
  { label, start, end, ends }: ItemRef & { readonly kind: 'mbox' },
): Promise<ImportFile | null> {
  if (file.size < end || (await endsOf(file, start, end)) !== ends) throw new DesksideError(FILE_CHANGED);
  const bytes = await readBytes(file, start, end);
  const mails = mailsIn(bytes);
  const kept = mails.filter((mail) => !isExpunged(mail.bytes));
  if (kept.length === 0) return null;
  const parts =
    kept.length === mails.length ? [bytes] : kept.map((mail) => bytes.subarray(mail.start, mail.end));
  return { name: `${label}.mbox`, blob: new Blob(parts) };
}

async function fetchEntry(
  file: MailFile,
  { path, label, entry, since }: ItemRef & { readonly kind: 'entry' },
  signal: AbortSignal,
): Promise<ImportFile | null> {
  const { readEntry } = await import('./archive-look');
  try {
    const mails = await readEntry(file, entry, since, signal);
    return mails && { ...mails, name: `${label}/${entry}` };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof DesksideError)) throw thrown;
    // The importer says what is wrong with it.
    return { name: path, blob: file };
  }
}

/** Null when it is gone; rejects when the folder itself is. */
async function findFile(root: FolderNode, ref: ItemRef): Promise<FileNode | null> {
  try {
    const node = await fileAt(root, ref.path);
    await node.getFile();
    return node;
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    await root.entries()[Symbol.asyncIterator]().next();
    return ref.kind === 'mail' && ref.key !== null ? findRenamed(root, ref.path, ref.key) : null;
  }
}

/** A Maildir's file whose flags have changed meanwhile, or that was moved from `new` to `cur`. */
async function findRenamed(root: FolderNode, path: string, key: string): Promise<FileNode | null> {
  const above = path.split('/').slice(0, -2);
  let folder = root;
  for (const part of above) folder = await folder.getDirectoryHandle(part);
  for (const shelf of ['cur', 'new'])
    for await (const [name, node] of (await folder.getDirectoryHandle(shelf)).entries())
      if (node.kind === 'file' && maildirKey(name) === key) return node;
  return null;
}

/** The bytes of a file, so that nobody changes it while it is parsed. What the system refuses to read is handed on: the importer says so. */
async function inMemory(node: FileNode, file: MailFile): Promise<Blob> {
  try {
    return new Blob([await file.arrayBuffer()]);
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    const now = await node.getFile();
    if (now.size !== file.size || now.lastModified !== file.lastModified)
      throw new DesksideError(FILE_CHANGED, { cause: thrown });
    return file;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
