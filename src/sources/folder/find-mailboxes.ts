import type { MailboxRole } from '../../contracts/message';
import { isMissing, isUnreadable } from './folder-failures';
import type { FileNode, FolderNode } from './folder-node';
import { maildirFlags, maildirKey } from './maildir';
import { roleOfFolder } from './mailbox-names';

interface MailboxPlace {
  /** Below the folder that was picked, with `/`; of a folder of mails it is the folder. */
  readonly path: string;
  /** Its name as the mail program shows it, with `/` between folders. */
  readonly label: string;
  readonly role: MailboxRole;
}

/** A file that holds mails one after the other, or may be one. */
export interface MboxPlace extends MailboxPlace {
  readonly kind: 'mbox';
  readonly node: FileNode;
}

/** A zip archive that may hold mail. */
export interface ArchivePlace extends MailboxPlace {
  readonly kind: 'archive';
  readonly node: FileNode;
}

export interface MailEntry {
  /** Stays the same for as long as the file is the same mail. */
  readonly key: string;
  readonly path: string;
  readonly node: FileNode;
}

/** A folder with a file for each mail. */
export interface MailsPlace extends MailboxPlace {
  readonly kind: 'mails';
  /** Whether files appear in it whole, as they do in a Maildir. */
  readonly isMaildir: boolean;
  readonly entries: readonly MailEntry[];
}

export type Mailbox = MboxPlace | MailsPlace | ArchivePlace;

const DEEPEST = 32;
const MAIL_FILE = /\.(?:eml|emlx|msg)$/iu;
const MBOX_FILE = /\.(?:mbox|mbx|mbs)$/iu;
const ARCHIVE = /\.zip$/iu;
/** Thunderbird keeps an index beside each mailbox, and the mailboxes below it in a folder of its name. */
const INDEX = '.msf';
const BELOW = /\.sbd$/iu;
const THUNDERBIRD_MAIL = ['Mail', 'ImapMail'];
/** What Apple Mail puts between a mailbox and its mails: versions, accounts, numbered folders. */
const APPLE_LAYER = /^(?:V\d{1,3}|Data|Messages|\d|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})$/u;
const APPLE_LEFT_OUT = new Set(['Attachments', 'MailData']);

/** The mailboxes in a folder of Thunderbird, a Maildir, Apple Mail, or with files of mail, by path. Rejects with a `DOMException` when the folder itself cannot be read. */
export async function findMailboxes(root: FolderNode, signal: AbortSignal): Promise<Mailbox[]> {
  const search = new MailboxSearch(root.name, signal);
  await search.visit(root, { path: '', parts: [], depth: 0 });
  return search.found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Visit {
  readonly path: string;
  /** Of the label. */
  readonly parts: readonly string[];
  readonly depth: number;
}

class MailboxSearch {
  readonly found: Mailbox[] = [];
  readonly #rootName: string;
  readonly #signal: AbortSignal;

  constructor(rootName: string, signal: AbortSignal) {
    this.#rootName = rootName;
    this.#signal = signal;
  }

  async visit(folder: FolderNode, visit: Visit): Promise<void> {
    const children = await this.#childrenOf(folder, visit);
    const shelves = ['cur', 'new'].flatMap((name) => {
      const shelf = children.get(name);
      return shelf?.kind === 'directory' ? shelf : [];
    });
    // Thunderbird's own form of it has no `new`.
    const isMaildir = shelves[0]?.name === 'cur' && (shelves.length > 1 || children.has('tmp'));
    if (isMaildir) await this.#visitMaildir(children, shelves, visit);
    else if (children.has('prefs.js') && THUNDERBIRD_MAIL.some((name) => children.has(name)))
      await this.#visitProfile(children, visit);
    else await this.#visitFolder(children, visit);
  }

  /** None where the folder vanished or was closed meanwhile; rejects for the one that was picked. */
  async #childrenOf(folder: FolderNode, { depth }: Visit): Promise<Map<string, FileNode | FolderNode>> {
    const children = new Map<string, FileNode | FolderNode>();
    try {
      for await (const [name, child] of folder.entries()) {
        this.#signal.throwIfAborted();
        children.set(name, child);
      }
    } catch (thrown) {
      if (depth === 0 || !(isMissing(thrown) || isUnreadable(thrown))) throw thrown;
    }
    return children;
  }

  async #visitProfile(children: ReadonlyMap<string, FileNode | FolderNode>, visit: Visit): Promise<void> {
    for (const name of THUNDERBIRD_MAIL) {
      const child = children.get(name);
      if (child?.kind === 'directory') await this.#visitBelow(child, name, visit, []);
    }
  }

  /** Maildir++ keeps the folders below it beside it, as `.Archive.2026`; other programs as plain folders. */
  async #visitMaildir(
    children: ReadonlyMap<string, FileNode | FolderNode>,
    shelves: readonly FolderNode[],
    visit: Visit,
  ): Promise<void> {
    const entries: MailEntry[] = [];
    for (const shelf of shelves) {
      const below = { ...visit, depth: visit.depth + 1 };
      for (const [name, node] of await this.#childrenOf(shelf, below)) {
        if (node.kind !== 'file' || name.startsWith('.') || /[DT]/u.test(maildirFlags(name))) continue;
        entries.push({ key: maildirKey(name), path: join(visit.path, shelf.name, name), node });
      }
    }
    this.#add({ kind: 'mails', isMaildir: true, entries, ...this.#place(visit.path, visit.parts) });
    for (const [name, child] of children) {
      if (child.kind !== 'directory' || ['cur', 'new', 'tmp'].includes(name)) continue;
      await this.#visitBelow(child, name, visit, name.replace(/^\.(?:INBOX\.)?/u, '').split('.'));
    }
  }

  async #visitFolder(children: ReadonlyMap<string, FileNode | FolderNode>, visit: Visit): Promise<void> {
    const entries: MailEntry[] = [];
    for (const [name, child] of children) {
      if (name.startsWith('.')) continue;
      const path = join(visit.path, name);
      if (child.kind === 'directory') {
        if (!APPLE_LEFT_OUT.has(name)) await this.#visitBelow(child, name, visit, labelOf(name));
      } else if (MAIL_FILE.test(name)) entries.push({ key: name, path, node: child });
      else if (ARCHIVE.test(name))
        this.#add({ kind: 'archive', node: child, ...this.#place(path, [...visit.parts, name]) });
      else if (mayBeMbox(name, children)) {
        // Apple Mail exports a mailbox as a folder of its name with a file `mbox`.
        const own = name === 'mbox' && visit.parts.length > 0 ? [] : [name.replace(MBOX_FILE, '')];
        this.#add({ kind: 'mbox', node: child, ...this.#place(path, [...visit.parts, ...own]) });
      }
    }
    if (entries.length > 0)
      this.#add({ kind: 'mails', isMaildir: false, entries, ...this.#place(visit.path, visit.parts) });
  }

  async #visitBelow(folder: FolderNode, name: string, visit: Visit, own: readonly string[]): Promise<void> {
    if (visit.depth >= DEEPEST) return;
    const parts = [...visit.parts, ...own];
    await this.visit(folder, { path: join(visit.path, name), parts, depth: visit.depth + 1 });
  }

  #place(path: string, parts: readonly string[]): MailboxPlace & { readonly isLeftOut: boolean } {
    const label =
      parts.length > 0 ? parts.join('/') : this.#rootName.replace(MBOX_FILE, '').replace(BELOW, '');
    const role = roleOfFolder(label);
    // Whoever points to a folder of sent mail means sent mail, whatever the mailboxes in it are called.
    const isSent = role === 'sent' || (role === 'inbox' && roleOfFolder(this.#rootName) === 'sent');
    return { path, label, role: isSent ? 'sent' : 'inbox', isLeftOut: role === null };
  }

  #add({ isLeftOut, ...mailbox }: Mailbox & { readonly isLeftOut: boolean }): void {
    if (!isLeftOut) this.found.push(mailbox);
  }
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

function labelOf(folder: string): string[] {
  if (APPLE_LAYER.test(folder)) return [];
  return [folder.replace(BELOW, '').replace(MBOX_FILE, '')];
}

/** By its name, or by the index that Thunderbird keeps beside it; its bytes decide later. */
function mayBeMbox(name: string, children: ReadonlyMap<string, unknown>): boolean {
  return MBOX_FILE.test(name) || !name.includes('.') || children.has(name + INDEX);
}
