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
  /** `SourceChanges.cursor` of what is stored; null before the first look. */
  readonly cursor: string | null;
  /** ISO 8601; null before the first look that came to its end. */
  readonly syncedAt: string | null;
  /** `JSON` sealed by a key that never leaves the browser; null where the secret is kept for the visit only, or there is none. */
  readonly sealedSecret: {
    readonly iv: Uint8Array<ArrayBuffer>;
    readonly bytes: Uint8Array<ArrayBuffer>;
  } | null;
}
