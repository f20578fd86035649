import type { Result } from './failure';

/** The file that holds everything a user has in Deskside, models aside, and the worker that writes and reads it. */

export const WORKSPACE_FORMAT = 'deskside-workspace';
/** Raised when the file itself is laid out so that older versions of the app would read it wrongly. */
export const WORKSPACE_FILE_VERSION = 1;

/** One table: a file of JSON rows, one a line. */
export interface WorkspacePart {
  /** Name of the table. */
  readonly name: string;
  readonly rows: number;
  /** Unpacked. */
  readonly bytes: number;
  /** Of the unpacked bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What the writer of a file says of it beforehand. */
export interface WorkspaceHead {
  /** Version of the app. */
  readonly app: string;
  /** Version of the stored rows; see `HISTORY_DATABASE`. */
  readonly schema: number;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Whether the texts of mails and documents, and what was made of them, are in it. */
  readonly texts: boolean;
  /** Whether keys of own servers and the code of the relay are in it; in a sealed file only. */
  readonly secrets: boolean;
}

/** Written last, when the hashes are known. */
export interface WorkspaceManifest extends WorkspaceHead {
  readonly format: typeof WORKSPACE_FORMAT;
  readonly version: typeof WORKSPACE_FILE_VERSION;
  readonly parts: readonly WorkspacePart[];
}

/** A stretch of a part's rows, in the order in which they were written. */
export interface WorkspaceRows {
  readonly rows: readonly unknown[];
  /** None follow, and the part was as the manifest says. */
  readonly done: boolean;
}

/** A sealed file begins with these characters. */
export const SEAL_MARK = 'DSKSEAL';

/** The workspace worker over Comlink: one file at a time, written or read in order. Nothing throws. */
export interface WorkspaceWorkerApi {
  /** Begins a new file; with a passphrase it is sealed. */
  begin(head: WorkspaceHead, passphrase: string | null): Promise<Result<null>>;
  /** Adds rows to a part. A part that another followed is closed. */
  add(part: string, rows: readonly unknown[]): Promise<Result<null>>;
  finish(): Promise<Result<Blob>>;
  /** `import-refused` when it is no workspace file, of a newer version, or the passphrase is wrong; `import-damaged` when it was cut or changed. */
  open(file: Blob, passphrase: string | null): Promise<Result<WorkspaceManifest>>;
  /**
   * The next rows of a part; the first ones with `anew`, and whenever another part was read before or the last ended. Rejects a part whose
   * bytes are not those that the manifest states.
   */
  read(part: string, anew: boolean): Promise<Result<WorkspaceRows>>;
  cancel(requestId: string): Promise<void>;
  ping(): Promise<'pong'>;
}
