import type { DeskDocument, DocumentSummary, DocumentWarning } from '../../contracts/document';
import type { Evidence } from '../../contracts/briefing';
import type { StatedFact } from '../../contracts/facts';
import type { DocumentOutcome, DocumentProgress, ImportFile } from '../../contracts/import-api';
import type { Message } from '../../contracts/message';
import type { Observable } from '../../contracts/observable';
import type { ThreadSummary } from '../../contracts/thread';
import type { FolderRow } from './watched-folders';

/** A document in the list. */
export interface DocumentRow {
  /** `DeskDocument.id`. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly words: number;
  /** 0 where the file has no pages. */
  readonly pages: number;
  readonly warnings: readonly DocumentWarning[];
}

/** A sentence of the summary over several documents. */
export interface FolderPoint {
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export interface SummaryRun {
  readonly signal: AbortSignal;
  /** Sections read and in all. */
  readonly onProgress: (done: number, total: number) => void;
}

/** What the page can ask of this part of Deskside. Methods reject with a `DesksideError`. */
export interface DocumentsApi {
  /** By path. */
  readonly documents: Observable<readonly DocumentRow[]>;
  readonly importing: Observable<DocumentProgress | null>;
  /** Reads the files in the import worker and stores the documents, after those of earlier calls. Rejects with `worker-died` and what the store rejects with. */
  importFiles(files: readonly ImportFile[]): Promise<DocumentOutcome>;
  /** Whether this browser lets a page read a folder again later. */
  readonly canWatchFolders: boolean;
  /** Folders that are read again when their files change, by name. */
  readonly folders: Observable<readonly FolderRow[]>;
  /** Lets the user pick a folder, reads it and keeps watch; null when none was picked. Must be called from a click. */
  addFolder(): Promise<DocumentOutcome | null>;
  /** Asks the browser's leave for a folder whose state is `asks`, and reads what changed. Must be called from a click. */
  allowFolder(id: string): Promise<DocumentOutcome | null>;
  /** Ends the watch; its documents stay. */
  stopFolder(id: string): Promise<void>;
  /** Also those that wait. */
  cancelImport(): void;
  get(id: string): Promise<DeskDocument | undefined>;
  /** Removes it; the document, so that `restore` can bring it back. */
  remove(id: string): Promise<DeskDocument | undefined>;
  /** Removes all documents and everything made from them; an import under way is cancelled, and no folder is watched any more. */
  removeAll(): Promise<void>;
  restore(document: DeskDocument): Promise<void>;
  /** Rejects with `cancelled`. */
  summary(id: string, run: SummaryRun): Promise<DocumentSummary>;
  /** One summary over these documents. Rejects with `cancelled`. */
  folderSummary(ids: readonly string[], run: SummaryRun): Promise<readonly FolderPoint[]>;
  /** Rejects with `cancelled`. */
  facts(id: string, signal: AbortSignal): Promise<readonly StatedFact[]>;

  /** The document that was made of an attachment of this mail; undefined where there is none. */
  attachmentDocument(message: Message, index: number): Promise<string | undefined>;
  /** Takes an attachment out of the files that its mail came from, and adds it; its id. Rejects with what is wrong with it, or `cancelled`. */
  addAttachment(
    message: Message,
    index: number,
    files: readonly ImportFile[],
    signal: AbortSignal,
  ): Promise<string>;

  /** What a mail states; empty when it is no longer there. */
  mailFacts(messageId: string): Promise<readonly StatedFact[]>;
  /** What the conversation of a mail comes to; null where it has no other mails. */
  thread(messageId: string): Promise<ThreadSummary | null>;

  /** The deadlines among these facts as an iCalendar file. `sourceId` is the mail or document, `source` says what it is. */
  calendar(
    facts: readonly StatedFact[],
    from: { readonly sourceId: string; readonly source: string },
  ): Promise<Blob>;
}
