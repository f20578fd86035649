import * as Comlink from 'comlink';
import type { DeskDocument } from '../contracts/document';
import { DesksideError, unwrap, type Failure } from '../contracts/failure';
import type {
  DocumentOutcome,
  DocumentProgress,
  FileProblem,
  ImportFile,
  ImportWorkerApi,
} from '../contracts/import-api';
import type { WorkerLike } from './worker-lane';

export interface DocumentHandlers {
  /** Takes a document; the import waits for it. When it rejects, the import ends with that error. */
  readonly onDocument: (document: DeskDocument) => Promise<void>;
  readonly onProgress?: (progress: DocumentProgress) => void;
  readonly signal?: AbortSignal;
}

export interface DocumentRun extends DocumentHandlers {
  readonly spawn: () => WorkerLike;
  /** A worker that gave no sign of life for so long, milliseconds, is taken for dead. */
  readonly silenceLimitMs: number;
}

const DIED: Failure = {
  code: 'worker-died',
  message:
    'Reading the documents stopped unexpectedly, perhaps because the browser needed its memory. Those read so far are kept; please try again.',
  retryable: true,
};

const TOO_MUCH: Failure = {
  code: 'import-damaged',
  message:
    'Reading this file took too long or needed more memory than the browser has, so it was left out. It may be damaged; please export it again, or split it.',
  retryable: false,
};

interface Reader {
  readonly worker: WorkerLike;
  /**
   * One for the worker's whole life, and held as long: when the last proxy of a worker is collected as garbage, Comlink releases the worker,
   * which then answers nothing any more.
   */
  readonly api: Comlink.Remote<ImportWorkerApi>;
}

function createReader(worker: WorkerLike): Reader {
  return { worker, api: Comlink.wrap<ImportWorkerApi>(worker as Comlink.Endpoint) };
}

/** Reads the files in order. Where a worker dies of a file, that file is a problem and a new worker goes on behind it. */
export async function readDocumentsInWorkers(
  files: readonly ImportFile[],
  run: DocumentRun,
): Promise<DocumentOutcome> {
  const problems: FileProblem[] = [];
  let documents = 0;
  let reader: Reader | null = null;
  try {
    for (const [done, file] of files.entries()) {
      if (run.signal?.aborted) return { documents, problems, cancelled: true };
      reader ??= createReader(run.spawn());
      const tell = (progress: DocumentProgress): void =>
        run.onProgress?.({ ...progress, done, total: files.length });
      const outcome = await readOne(reader, file, { ...run, onProgress: tell });
      if (outcome === 'died') {
        problems.push({ fileName: file.name, failure: TOO_MUCH });
        reader.worker.terminate();
        reader = null;
        continue;
      }
      documents += outcome.documents;
      problems.push(...outcome.problems);
      if (outcome.cancelled) return { documents, problems, cancelled: true };
    }
    return { documents, problems, cancelled: false };
  } finally {
    reader?.worker.terminate();
  }
}

async function readOne(
  { worker, api }: Reader,
  file: ImportFile,
  { silenceLimitMs, onDocument, onProgress, signal }: DocumentRun,
): Promise<DocumentOutcome | 'died'> {
  const listeners = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let documents = 0;
  let begun = false;
  try {
    return await new Promise<DocumentOutcome | 'died'>((resolve, reject) => {
      // A worker that did not begin is no fault of the file.
      const die = (): void => (begun ? resolve('died') : reject(new DesksideError(DIED)));
      const signOfLife = (): void => {
        clearTimeout(silence);
        silence = setTimeout(die, silenceLimitMs);
      };
      const take = async (document: DeskDocument): Promise<void> => {
        // How long the caller takes is not the worker's fault.
        clearTimeout(silence);
        try {
          await onDocument(document);
          documents += 1;
          signOfLife();
        } catch (thrown) {
          reject(thrown);
          throw thrown;
        }
      };
      const tell = (progress: DocumentProgress): void => {
        // It comes over a channel of its own, and so perhaps after the answer.
        if (listeners.signal.aborted) return;
        begun = true;
        signOfLife();
        onProgress?.(progress);
      };
      const stop = (): void => resolve({ documents, problems: [], cancelled: true });
      worker.addEventListener('error', die, { signal: listeners.signal });
      worker.addEventListener('messageerror', die, { signal: listeners.signal });
      signal?.addEventListener('abort', stop, { signal: listeners.signal });
      signOfLife();
      const request = { requestId: crypto.randomUUID(), files: [file] };
      api
        .readDocuments(request, Comlink.proxy(take), Comlink.proxy(tell))
        .then((result) => resolve(unwrap(result)))
        .catch(reject);
    });
  } finally {
    clearTimeout(silence);
    listeners.abort();
  }
}
