import type { DeskDocument } from '../../contracts/document';
import { DesksideError } from '../../contracts/failure';
import type { DocumentOutcome, DocumentProgress, FileProblem, ImportFile } from '../../contracts/import-api';
import { unreadable } from '../file-problems';
import { readDocument, type ReadOptions } from './read-document';

export interface DocumentSink {
  /** Awaited before the import goes on. */
  readonly onDocument: (document: DeskDocument) => Promise<void>;
  readonly onProgress: (progress: DocumentProgress) => void;
}

/** Reads documents in order. What is wrong with one file becomes a problem of that file; rejects only when `onDocument` does. */
export async function readDocuments(
  files: readonly ImportFile[],
  { onDocument, onProgress }: DocumentSink,
  signal: AbortSignal,
): Promise<DocumentOutcome> {
  const problems: FileProblem[] = [];
  let documents = 0;
  for (const [done, file] of files.entries()) {
    if (signal.aborted) return { documents, problems, cancelled: true };
    const progress = { fileName: file.name, done, total: files.length };
    onProgress(progress);
    const onPage = (pages: number, total: number): void =>
      onProgress({ ...progress, pages: { done: pages, total } });
    const read = await attemptToRead(file, { now: new Date(), signal, onPage });
    if (signal.aborted) return { documents, problems, cancelled: true };
    if ('failure' in read) {
      problems.push(read);
      continue;
    }
    await onDocument(read);
    documents += 1;
  }
  return { documents, problems, cancelled: false };
}

async function attemptToRead(file: ImportFile, options: ReadOptions): Promise<DeskDocument | FileProblem> {
  try {
    return await readDocument(file, options);
  } catch (thrown) {
    const failure = thrown instanceof DesksideError ? thrown.failure : unreadable(String(thrown));
    return { fileName: file.name, failure };
  }
}
