import type { SourceItem } from '../../contracts/mail-source';
import type { Clock } from '../../platform/clock';
import { wait } from '../../platform/wait';
import type { FileNode, MailFile } from './folder-node';

export interface FolderLimits {
  /** Mails to a page, at most about. */
  readonly mails: number;
  /** Bytes read from mailboxes, or listed, for a page, at most about. */
  readonly bytes: number;
  /** Bytes of an item that holds more than one mail. */
  readonly itemBytes: number;
  /** Files that are looked into for a page in a first look. */
  readonly files: number;
  /** How long a file must have been left alone to be whole, milliseconds. */
  readonly quietMs: number;
}

export const FOLDER_LIMITS: FolderLimits = {
  mails: 200,
  bytes: 8 * 1024 * 1024,
  itemBytes: 2 * 1024 * 1024,
  files: 2_000,
  quietMs: 3_000,
};

/** Files that are waited for in a page; more of them are left for the next look. */
const MOST_WAITS = 3;

/** What a page has taken in so far, and what it may still. */
export class Page {
  readonly items: SourceItem[] = [];
  readonly limits: FolderLimits;
  readonly signal: AbortSignal;
  /** ISO 8601; bounds what a list that begins holds. */
  readonly since: string;
  readonly #clock: Clock;
  #mails = 0;
  #bytes = 0;
  #files = 0;
  #waits = 0;

  constructor(limits: FolderLimits, clock: Clock, since: string, signal: AbortSignal) {
    this.limits = limits;
    this.#clock = clock;
    this.since = since;
    this.signal = signal;
  }

  get isFull(): boolean {
    const { mails, bytes, files } = this.limits;
    return this.#mails >= mails || this.#bytes >= bytes || this.#files >= files;
  }

  countMails(mails: number): void {
    this.#mails += mails;
  }

  countBytes(bytes: number): void {
    this.#bytes += bytes;
  }

  countFile(): void {
    this.#files += 1;
  }

  /** Milliseconds since a file was changed, whichever way the clocks differ; infinite when nobody knows. */
  ageOf(file: MailFile): number {
    return file.lastModified === undefined ? Infinity : Math.abs(this.#clock.now() - file.lastModified);
  }

  /** Whether nobody is writing to the file: it was left alone for a while, or is so while it is waited for. */
  async isQuiet(node: FileNode, file: MailFile): Promise<boolean> {
    const rest = this.limits.quietMs - this.ageOf(file);
    if (rest <= 0) return true;
    if (this.#waits >= MOST_WAITS) return false;
    this.#waits += 1;
    await wait(rest, this.signal);
    const now = await node.getFile();
    return now.size === file.size && now.lastModified === file.lastModified;
  }
}
