import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import type { ChangeOptions, MailSource, SourceChanges } from '../../contracts/mail-source';
import { systemClock, type Clock } from '../../platform/clock';
import { watchFolder } from '../../platform/folders/watch-folder';
import { findMailboxes, type Mailbox } from './find-mailboxes';
import { folderError, isMissing } from './folder-failures';
import { folderOfFiles, type FolderNode } from './folder-node';
import { fetchItem } from './fetch-item';
import { lookAtMails, type MailsState } from './mails-look';
import { lookAtMbox, type MboxState } from './mbox-look';
import { FOLDER_LIMITS, Page, type FolderLimits } from './page';
import type { ArchiveState } from './archive-look';

export type FolderSourceOptions = {
  /** Of the folder, as the user sees it. */
  readonly name: string;
  readonly limits?: Partial<FolderLimits>;
  readonly clock?: Clock;
} & (
  | { readonly handle: FileSystemDirectoryHandle }
  /** Where the browser keeps no folders: what the user picked this time. Their names may be paths. */
  | { readonly files: readonly ImportFile[] }
);

/** How far each mailbox is read, by its kind and path. */
type States = Readonly<Record<string, MboxState | MailsState | ArchiveState>>;

interface Cursor {
  readonly version: typeof VERSION;
  /** Name of the folder on the disk; of another one it is of no use. */
  readonly folder: string;
  readonly states: States;
}

/** The mailboxes as they were found when a look began, for its next pages. */
interface Walk {
  readonly cursor: string;
  readonly mailboxes: readonly Mailbox[];
  /** The mailbox to go on with. */
  readonly at: number;
}

const VERSION = 1;

/**
 * Mail that another program keeps on this machine: Thunderbird's mailboxes, a Maildir, Apple Mail's folders, files of single mails, archives of them.
 * Nothing is ever written, and nothing asked of the network.
 */
export function createFolderSource(options: FolderSourceOptions): MailSource {
  const { name } = options;
  const handle = 'handle' in options ? options.handle : null;
  // Files that are not picked this time are not gone.
  const isPicked = handle === null;
  // Not by `name`: the user may call the source otherwise.
  const place = handle?.name ?? '';
  const root = ('handle' in options
    ? options.handle
    : folderOfFiles(name, options.files)) as unknown as FolderNode;
  const limits = { ...FOLDER_LIMITS, ...options.limits };
  const clock = options.clock ?? systemClock;
  let walk: Walk | null = null;

  async function changes(cursor: string | null, { since, signal }: ChangeOptions): Promise<SourceChanges> {
    const known = cursor === null ? null : readCursor(cursor, place);
    const going = walk?.cursor === cursor ? walk : null;
    const mailboxes = going?.mailboxes ?? (await findMailboxes(root, signal));
    const states: Record<string, States[string]> = { ...known?.states };
    const page = new Page(limits, clock, since, signal);
    let at = going?.at ?? 0;
    for (; at < mailboxes.length && !page.isFull; at += 1) {
      const mailbox = mailboxes[at];
      if (!mailbox) break;
      const key = `${mailbox.kind}:${mailbox.path}`;
      const looked = await look(mailbox, states[key] ?? null, page, isPicked);
      if (looked) states[key] = looked.state;
      if (looked?.more) break;
    }
    const more = at < mailboxes.length;
    const present = new Set(mailboxes.map(({ kind, path }) => `${kind}:${path}`));
    const kept = Object.entries(states).filter(([key]) => isPicked || present.has(key));
    const next: Cursor = { version: VERSION, folder: place, states: Object.fromEntries(kept) };
    const written = JSON.stringify(next);
    walk = more ? { cursor: written, mailboxes, at } : null;
    // What is gone is not told: its mails stay, and nobody asks for it.
    return { items: page.items, removed: [], cursor: written, more, restarted: cursor !== null && !known };
  }

  return {
    changes: (cursor, options) => answered(options.signal, () => changes(cursor, options)),
    fetch: (item, signal) => answered(signal, () => fetchItem(root, item.ref, signal)),
    ...(handle && { watch: (onChange, signal) => watchUntil(handle, onChange, signal) }),
  };
}

/** Null when the mailbox vanished since it was found, as it does for a moment while it is compacted. */
async function look(
  mailbox: Mailbox,
  state: States[string] | null,
  page: Page,
  isPicked: boolean,
): Promise<{ readonly state: States[string]; readonly more: boolean } | null> {
  try {
    switch (mailbox.kind) {
      case 'mbox':
        return await lookAtMbox(mailbox, state as MboxState | null, page);
      case 'mails':
        return await lookAtMails(mailbox, state as MailsState | null, page, isPicked);
      case 'archive': {
        const { lookAtArchive } = await import('./archive-look');
        return await lookAtArchive(mailbox, state as ArchiveState | null, page);
      }
    }
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}

function readCursor(cursor: string, folder: string): Cursor | null {
  try {
    const read = JSON.parse(cursor) as Partial<Cursor> | null;
    return read?.version === VERSION && read.folder === folder && read.states ? (read as Cursor) : null;
  } catch {
    return null;
  }
}

/** Ends at once when the signal aborts, though the file system may not answer for a while. */
async function answered<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new DesksideError(CANCELLED);
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new DesksideError(CANCELLED));
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([ask(), aborted]);
  } catch (thrown) {
    throw signal.aborted ? new DesksideError(CANCELLED, { cause: thrown }) : folderError(thrown);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

function watchUntil(
  handle: FileSystemDirectoryHandle,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = watchFolder(handle, onChange);
    signal.addEventListener(
      'abort',
      () => {
        end();
        resolve();
      },
      { once: true },
    );
  });
}
