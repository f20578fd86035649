import type { ImportFile } from './import-api';
import type { MailboxRole } from './message';

/** Places that mail comes from by itself, and what Deskside asks of them. */

export const SOURCE_KINDS = ['folder', 'jmap', 'gmail', 'graph'] as const;
/** `folder`: mail that another program keeps on this machine. `jmap`: RFC 8620 and 8621. `graph`: Microsoft 365 and Outlook.com. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Something of a source that holds mail: one mail, or the part of an mbox that has grown. */
export interface SourceItem {
  /** Names it within its source; as long as it stays what it is. */
  readonly ref: string;
  readonly role: MailboxRole;
  /** Name of its mailbox, with `/` between folders. */
  readonly folder: string;
  /** Bytes, where the source tells them. */
  readonly bytes: number | null;
}

/** A page of what changed. */
export interface SourceChanges {
  readonly items: readonly SourceItem[];
  /** Items that are no longer there. Their mails stay in Deskside. */
  readonly removed: readonly string[];
  /** To ask with once the items of this page are stored; opaque to everyone but the source, and fit to be kept. */
  readonly cursor: string;
  /** Whether there is a page after this one. */
  readonly more: boolean;
  /** The cursor was of no more use, and this begins a list of everything since `since`: the store leaves out what it has. */
  readonly restarted: boolean;
}

export interface ChangeOptions {
  /** ISO 8601; what came before is left out of a list that begins without a cursor, or anew. */
  readonly since: string;
  readonly signal: AbortSignal;
}

/** A reply, as it is put among the user's drafts. */
export interface SourceDraft {
  /** RFC 5322, with In-Reply-To and References. ASCII, or UTF-8 where RFC 6532 is meant. */
  readonly eml: string;
  /** The Message-ID that it answers, with its angle brackets. */
  readonly inReplyTo: string;
}

/**
 * A source. Every method rejects with a `DesksideError`: `server-unreachable` (offline, or nothing answers), `signed-out` (the user has to sign
 * in again), `permission-withdrawn` (a right or a permission is no longer there), `source-busy` (429 and 5xx; with `retryAfterMs` where
 * the server says so), `source-changed` (what was read moved under the reader; asking again helps), `server-refused` (anything else that
 * it says no to), `integrity-failed` (an answer that makes no sense), `cancelled`.
 */
export interface MailSource {
  /** What came and went since the cursor; without one, everything since `since`. */
  changes(cursor: string | null, options: ChangeOptions): Promise<SourceChanges>;
  /** The item's bytes as a file that the importers read; null when it was deleted in between. */
  fetch(item: SourceItem, signal: AbortSignal): Promise<ImportFile | null>;
  /** Puts a reply among the drafts, never sends it, and returns its ref. Absent where the source cannot. */
  saveDraft?(draft: SourceDraft, signal: AbortSignal): Promise<string>;
  /** Calls `onChange` whenever something may have changed, until the signal aborts. Absent where the source can only be asked. Rejects when the connection ends. */
  watch?(onChange: () => void, signal: AbortSignal): Promise<void>;
  /** Takes back what the user granted, as far as the provider lets a page do so. */
  revoke?(signal: AbortSignal): Promise<void>;
}

/** How a source is reached; holds no secrets. */
export type SourceSetup =
  /** `WatchedFolder.id`, with purpose `mail`; null where the browser keeps no folders, and the user picks the files anew each time. */
  | { readonly kind: 'folder'; readonly folderId: string | null }
  | {
      readonly kind: 'jmap';
      /** Address of the server, or of its session resource. */
      readonly url: string;
      readonly userName: string;
      readonly auth: 'password' | 'bearer';
    }
  | { readonly kind: 'gmail'; readonly clientId: string }
  | { readonly kind: 'graph'; readonly clientId: string; readonly tenant: string };

/** What a source signs in with: a password, a token, or JSON that only the source reads. Kept in memory, or sealed at rest. */
export interface SourceSecrets {
  get(): Promise<string | null>;
  /** Null forgets it. */
  put(secret: string | null): Promise<void>;
}

/** A source that the user has set up, as it is stored. */
export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly setup: SourceSetup;
  /** How many days back the first look goes. */
  readonly days: number;
  /** When it was set up, ISO 8601. */
  readonly addedAt: string;
  /** What the page's policy has to let through while it is set up. */
  readonly origins: readonly string[];
  /** Whether its secret is kept, sealed, for later visits. */
  readonly keepsSecret: boolean;
  /** Whether the user allowed drafts to be saved there, where that takes a right of its own. */
  readonly draftsAllowed: boolean;
  /** When the user last deleted all mail, ISO 8601: what came before is not brought back. */
  readonly notBefore: string | null;
  /** `SourceChanges.cursor` of what is stored; null before the first look. */
  readonly cursor: string | null;
  /** ISO 8601; null before the first look that came to its end. */
  readonly syncedAt: string | null;
  /** Null where the secret is kept for the visit only, or there is none. */
  readonly sealedSecret: SealedText | null;
}

/** A text that only this browser can read: AES-GCM, under a key that IndexedDB keeps and no script can read out. */
export interface SealedText {
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** In place of `SourceMailRow.sourceId`: the user imported it too. Noted only of mails that a source has brought. */
export const IMPORTED_BY_HAND = '';

/** That a mail came from a source. */
export interface SourceMailRow {
  /** `SourceRow.id`, or `IMPORTED_BY_HAND`; marked where the mail was deleted here since, so that the source does not bring it back. */
  readonly sourceId: string;
  /** What `Message.id` would be by the bytes that this source has. */
  readonly id: string;
  /** `Message.id` under which it is stored. */
  readonly mailId: string;
}
