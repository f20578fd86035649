import type { Failure } from '../../contracts/failure';
import type { FileProblem, ImportFile } from '../../contracts/import-api';
import type { SourceKind, SourceSetup } from '../../contracts/mail-source';
import type { Observable } from '../../contracts/observable';

/** A source in the list. */
export interface SourceCard {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
  /** Where it is reached; null for what lies on this machine. */
  readonly origin: string | null;
  /**
   * `reload`: its origin enters the policy at the next load. `signed-out`: the user has to sign in. `asks`: the browser wants leave for the
   * folder again. `files`: the browser keeps no folders, the files have to be picked. `waiting`: it is tried again at `retryAt`.
   */
  readonly state: 'ready' | 'looking' | 'reload' | 'signed-out' | 'asks' | 'files' | 'waiting' | 'failed';
  readonly failure: Failure | null;
  /** Milliseconds since 1970. */
  readonly retryAt: number | null;
  /** Mails read so far in the look that goes on. */
  readonly reading: number;
  /** Mails in Deskside that came from it. */
  readonly mails: number;
  /** How many days back the first look goes. */
  readonly days: number;
  /** ISO 8601; null before the first look that came to its end. */
  readonly syncedAt: string | null;
  /** Whether it tells of new mail by itself at this moment. */
  readonly isLive: boolean;
  /** `ask`: the user has not allowed it yet. */
  readonly drafts: 'yes' | 'ask' | 'no';
}

/** What a look at a source came to. */
export interface SyncReceipt {
  readonly added: number;
  readonly problems: readonly FileProblem[];
  /** Null when it came to its end. */
  readonly failure: Failure | null;
}

export interface NewSource {
  readonly setup: Exclude<SourceSetup, { readonly kind: 'folder' }>;
  readonly name: string;
  readonly days: number;
  /** Password or token; null where signing in follows. */
  readonly secret: string | null;
  /** Whether the secret is kept, sealed, for later visits. */
  readonly keepSecret: boolean;
}

export interface SourcesApi {
  readonly cards: Observable<readonly SourceCard[]>;
  /** Whether the browser keeps folders; else files are picked each time. */
  readonly keepsFolders: boolean;
  /** Sets a source up and looks at it, unless the page has to be loaded anew first. */
  add(source: NewSource): Promise<SourceCard>;
  /** Lets the user pick a folder of mail; null when they change their mind. Must be called from a click. */
  addFolder(days: number): Promise<SourceCard | null>;
  /** For browsers that keep no folders: sets one up from picked files. */
  addFiles(files: readonly ImportFile[], days: number): Promise<SourceCard>;
  /** For browsers that keep no folders: only what is new in the files is read. */
  readFiles(id: string, files: readonly ImportFile[]): Promise<SyncReceipt>;
  /** Signs in again, with a new password or token, or at the provider. Must be called from a click. */
  signIn(id: string, secret: string | null): Promise<void>;
  /** Asks the browser for the folder again. Must be called from a click. */
  allowFolder(id: string): Promise<void>;
  /** Asks for the right to save drafts. Must be called from a click. */
  allowDrafts(id: string): Promise<void>;
  /** Looks at one source now. One look at a time for each. */
  sync(id: string): Promise<SyncReceipt>;
  /** Looks at all that can be reached. */
  syncAll(): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Forgets the source, its secrets and its origin; `removeMail` deletes the mails that came from no other. */
  disconnect(id: string, options: { readonly removeMail: boolean }): Promise<void>;
  /** Sources that can take a draft of this mail, best first: the one that it came from. */
  draftTargets(mailId: string): Promise<readonly SourceCard[]>;
  /** Puts the stored draft of a mail among the drafts of a source. */
  saveDraft(sourceId: string, mailId: string): Promise<void>;
}
