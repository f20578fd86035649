import type { MailboxRole } from '../../contracts/message';
import type { Retention } from '../../contracts/settings';
import type { TableName } from '../../history/history-tables';
import type { OwnWork } from '../../history/mail-removal';
import type { MergeCount } from '../../history/workspace/merge-rows';
import type { TeachingChoice, TeachingFile, TeachingItem } from './teaching-file';

export type { MergeCount, OwnWork, TeachingChoice, TeachingFile, TeachingItem };

export interface DataRun {
  readonly signal: AbortSignal;
  /** Rows done and in all. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface ExportChoice {
  /** Texts of mails and documents with what was made of them. */
  readonly texts: boolean;
  /** Seals the file; empty leaves it open, and keys out of it. */
  readonly passphrase: string;
}

/** Kinds of rows from a file, and what taking them in comes to. */
export interface ImportedTable extends MergeCount {
  readonly name: TableName;
}

/** Places that a file would let text go to. */
export interface ImportedConnections {
  readonly servers: readonly { readonly name: string; readonly host: string }[];
  /** Host of the relay; null where the file has none, or there is one here. */
  readonly relay: string | null;
  /** Standing permissions that hold still. */
  readonly permissions: number;
}

export interface ImportPreview {
  /** ISO 8601. */
  readonly madeAt: string;
  /** Version of the app that made it. */
  readonly app: string;
  readonly texts: boolean;
  /** Those with rows. */
  readonly tables: readonly ImportedTable[];
  /** Rows that make no sense to this version, and stay out. */
  readonly unreadable: number;
  readonly hasSettings: boolean;
  /** Set when there may not be room for it: about what it would take, and what the browser has left, in bytes. */
  readonly tight: { readonly needed: number; readonly free: number } | null;
  /** Null when the file brings none that are not here. */
  readonly connections: ImportedConnections | null;
}

export interface ImportChoice {
  /** Takes over theme, owner and the like. */
  readonly settings: boolean;
  /** Takes over the places that text may go to. */
  readonly connections: boolean;
}

/** A workspace file that was looked through and is whole. */
export interface OpenedWorkspace {
  readonly preview: ImportPreview;
  /** Takes it in. When that breaks off, all that was here before is still here, and importing again finishes it. */
  apply(choice: ImportChoice, run: DataRun): Promise<readonly ImportedTable[]>;
  close(): void;
}

export interface StoredTable {
  readonly name: TableName;
  readonly rows: number;
  /** Told from a sample. */
  readonly bytes: number;
}

/** What else the browser keeps for this page. */
export interface StoredPlace {
  /** `models`: their weights; `app`: what the service worker keeps; `notes`: local and session storage. */
  readonly name: 'models' | 'app' | 'notes';
  /** Null where it is not known. */
  readonly bytes: number | null;
}

export interface StoredReport {
  readonly tables: readonly StoredTable[];
  readonly places: readonly StoredPlace[];
  /** As the browser counts it, with its own bookkeeping; null where it does not tell. */
  readonly usage: number | null;
}

/** Which mails; what is left out does not count. */
export interface MailChoice {
  readonly role?: MailboxRole;
  /** Sent so many days ago or earlier. */
  readonly olderThanDays?: number;
  /** Address of the sender, or the end of it such as `@example.org`. */
  readonly sender?: string;
}

export interface MailCount {
  readonly ids: readonly string[];
  /** Of these, how many hold something of the user's own, by kind. */
  readonly ownWork: Readonly<Record<OwnWork, number>>;
}

export interface RetentionOutcome {
  readonly removed: number;
  /** Past the limit, but with the user's own work in them. */
  readonly held: readonly string[];
}

/** What becomes of a teaching file that is taken in. */
export interface TeachingPreview {
  readonly file: TeachingFile;
  /** Titles of what is here already and stays as it is. */
  readonly known: readonly string[];
}

/** What the page can ask about everything that is stored. Methods reject with a `DesksideError`. */
export interface DataApi {
  /** False in a private window: what is taken in is gone when the page is loaded again. */
  readonly isKept: boolean;
  /** Rejects with `cancelled`. */
  exportWorkspace(choice: ExportChoice, run: DataRun): Promise<SavedFile>;
  /** Whether a passphrase is needed to look into the file. */
  isSealed(file: Blob): Promise<boolean>;
  /** Reads the whole file, stores nothing. Rejects with `import-refused`, `import-damaged` or `cancelled`. */
  openWorkspace(file: Blob, passphrase: string | null, run: DataRun): Promise<OpenedWorkspace>;

  stored(): Promise<StoredReport>;

  countMail(choice: MailChoice): Promise<MailCount>;
  /** Deletes these mails for good. Returns how many. */
  removeMail(ids: readonly string[], run: DataRun): Promise<number>;
  /** What the limits would do now. */
  previewRetention(retention: Retention): Promise<RetentionOutcome>;
  /** Keeps to the limits of the settings, and tells in a notice what went and what stayed. */
  applyRetention(): Promise<RetentionOutcome>;
  /** Deletes everything that the page keeps, and the models when wanted. The page must be loaded again after it. */
  deleteEverything(choice: { readonly models: boolean }): Promise<void>;

  /** What could be shared of what Deskside was taught: without mail, without vectors. */
  teaching(): Promise<readonly TeachingItem[]>;
  shareTeaching(choice: TeachingChoice): Promise<SavedFile>;
  /** Rejects with `import-refused`. */
  readTeaching(file: Blob): Promise<TeachingPreview>;
  /** Adds what is chosen of it, and sorts the mails that its rules concern. Returns how many moved. */
  addTeaching(file: TeachingFile): Promise<number>;
}
