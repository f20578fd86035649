/** Folders of this machine that the user lets Deskside read again. */

/** What the files of a folder are for. */
export type FolderPurpose = 'documents' | 'mail';

/** A file of a watched folder, as it was when it was last read. */
export interface WatchedFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** What was made of it, for instance `DeskDocument.id`; null where it could not be read. */
  readonly itemId: string | null;
  /** The file is no longer in the folder; what was made of it is kept. */
  readonly missing: boolean;
}

export interface WatchedFolder {
  readonly id: string;
  readonly purpose: FolderPurpose;
  /** Of the folder, as the system names it. */
  readonly name: string;
  /** Of the File System Access API; it keeps in IndexedDB, the permission to use it may not. */
  readonly handle: FileSystemDirectoryHandle;
  readonly files: readonly WatchedFile[];
  /** ISO 8601; null before the first look. */
  readonly checkedAt: string | null;
}
