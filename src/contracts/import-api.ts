import type { DeskDocument } from './document';
import type { Failure, Result } from './failure';
import type { MailboxRole } from './message';
import type { ImportedMessage } from './original-mail';
import type { TableOptions, TextTable } from './table';

export interface ImportProgress {
  /** The file being read. */
  readonly fileName: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly messages: number;
}

/** What is wrong with one input file; the others go on. */
export interface FileProblem {
  readonly fileName: string;
  readonly failure: Failure;
}

export interface ImportOutcome {
  readonly messages: number;
  readonly files: number;
  readonly problems: readonly FileProblem[];
  readonly cancelled: boolean;
}

/** What an import of documents came to. */
export interface DocumentOutcome {
  readonly documents: number;
  readonly problems: readonly FileProblem[];
  readonly cancelled: boolean;
}

export interface DocumentProgress {
  /** The file being read. */
  readonly fileName: string;
  readonly done: number;
  readonly total: number;
  /** Pages read and in all, within a file that has pages. */
  readonly pages?: { readonly done: number; readonly total: number };
}

export interface ImportFile {
  /** Path inside the dropped folder or archive, else the file name. */
  readonly name: string;
  readonly blob: Blob;
  /** Opens a protected document; never kept. */
  readonly password?: string;
}

/** Which attachment of which mail. */
export interface AttachmentPlace {
  /** `Message.id`. */
  readonly id: string;
  /** `Message.messageId`. */
  readonly messageId: string;
  /** In `Message.attachments`. */
  readonly index: number;
}

/** The import worker over Comlink. */
export interface ImportWorkerApi {
  /**
   * Reads files in order and hands over messages in batches as they are parsed; reads one batch ahead while `onBatch` takes another, so that
   * memory stays bounded. Threads are joined within a batch and with `References`; the caller's store joins across batches by `threadId`.
   */
  importFiles(
    request: {
      readonly requestId: string;
      readonly role: MailboxRole;
      readonly files: readonly ImportFile[];
    },
    onBatch: (messages: readonly ImportedMessage[]) => Promise<void>,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportOutcome>>;
  /** Reads PDF, Word, text, Markdown, HTML and CSV files in order, and hands each document over before it goes on. What is wrong with one file becomes a problem of that file. */
  readDocuments(
    request: { readonly requestId: string; readonly files: readonly ImportFile[] },
    onDocument: (document: DeskDocument) => Promise<void>,
    onProgress: (progress: DocumentProgress) => void,
  ): Promise<Result<DocumentOutcome>>;
  /** Reads a file of separated values; its rows come in parts before the rest of it, so that taking them holds nobody up. */
  readTable(
    file: Blob,
    options: TableOptions,
    onRows: (rows: TextTable['rows']) => Promise<void>,
  ): Promise<Result<Omit<TextTable, 'rows'>>>;
  /** The bytes of an attachment, out of the files that its mail was imported from. */
  findAttachment(files: readonly ImportFile[], place: AttachmentPlace): Promise<Result<Blob>>;
  cancel(requestId: string): Promise<void>;
}
