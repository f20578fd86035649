import * as Comlink from 'comlink';
import { CANCELLED, DesksideError, unwrap, type Failure } from '../contracts/failure';
import type {
  AttachmentPlace,
  DocumentOutcome,
  ImportFile,
  ImportOutcome,
  ImportProgress,
  ImportWorkerApi,
} from '../contracts/import-api';
import type { MailboxRole } from '../contracts/message';
import type { ImportedMessage } from '../contracts/original-mail';
import type { TableOptions, TextTable } from '../contracts/table';
import { readDocumentsInWorkers, type DocumentHandlers } from './read-documents-in-workers';
import type { WorkerLike } from './worker-lane';

export interface ImportHandlers {
  /** Takes a batch of mails; the import waits for it. When it rejects, the import ends with that error. */
  readonly onBatch: (messages: readonly ImportedMessage[]) => Promise<void>;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ImportClient {
  /**
   * Imports mail in a worker of its own, which ends with the import. A cancelled import resolves with `cancelled: true` and what was
   * handed over until then. Rejects with a `DesksideError` (`worker-died`), or with what `onBatch` threw.
   */
  importFiles(
    files: readonly ImportFile[],
    role: MailboxRole,
    handlers: ImportHandlers,
  ): Promise<ImportOutcome>;
  /** Reads documents in workers of their own; a file that ends its worker, or on which it falls silent, is a problem of that file. A cancelled import resolves with `cancelled: true`. Rejects as `importFiles` does. */
  readDocuments(files: readonly ImportFile[], handlers: DocumentHandlers): Promise<DocumentOutcome>;
  /** Reads a file of separated values in a worker of its own. Rejects with a `DesksideError` (`worker-died`, or what is wrong with the file). */
  readTable(file: Blob, options: TableOptions): Promise<TextTable>;
  /** Takes an attachment out of the files that its mail came from, in a worker of its own. Rejects with a `DesksideError` (`worker-died`, `cancelled`, or that it is not there). */
  findAttachment(files: readonly ImportFile[], place: AttachmentPlace, signal: AbortSignal): Promise<Blob>;
}

export interface ImportPatience {
  /** A worker that gave no sign of life for so long, milliseconds, is taken for dead: a killed one sends no event. */
  readonly silenceLimitMs: number;
  /** A cancelled import that has not ended after so long is ended with its worker. */
  readonly cancelLimitMs: number;
}

/** The largest mail takes a few seconds, and signs come several times a second otherwise. */
const DEFAULT_PATIENCE: ImportPatience = { silenceLimitMs: 120_000, cancelLimitMs: 3_000 };

const DIED: Failure = {
  code: 'worker-died',
  message:
    'The import stopped unexpectedly, perhaps because the browser needed its memory. The mails read so far are kept; please try again.',
  retryable: true,
};

export function createImportClient(options: {
  readonly spawn: () => WorkerLike;
  readonly patience?: ImportPatience;
}): ImportClient {
  const patience = options.patience ?? DEFAULT_PATIENCE;
  return {
    async importFiles(files, role, handlers) {
      if (handlers.signal?.aborted) return cancelledAfter(0);
      const worker = options.spawn();
      try {
        return await runImport(worker, patience, { files, role, ...handlers });
      } finally {
        worker.terminate();
      }
    },
    readDocuments(files, handlers) {
      return readDocumentsInWorkers(files, { ...handlers, spawn: options.spawn, ...patience });
    },
    async readTable(file, how) {
      const worker = options.spawn();
      try {
        return await readTableIn(worker, file, how);
      } finally {
        worker.terminate();
      }
    },
    async findAttachment(files, place, signal) {
      const worker = options.spawn();
      try {
        return await findAttachmentIn(worker, { files, place, signal });
      } finally {
        worker.terminate();
      }
    },
  };
}

function readTableIn(worker: WorkerLike, file: Blob, options: TableOptions): Promise<TextTable> {
  const rows: TextTable['rows'][number][] = [];
  const api = Comlink.wrap<ImportWorkerApi>(worker as Comlink.Endpoint);
  return new Promise<TextTable>((resolve, reject) => {
    const message =
      'Reading the table stopped unexpectedly, perhaps because the browser needed its memory. Please try again.';
    worker.addEventListener('error', () => reject(new DesksideError({ ...DIED, message })));
    api
      .readTable(
        file,
        options,
        Comlink.proxy(async (part) => void rows.push(...part)),
      )
      .then((result) => resolve({ ...unwrap(result), rows }))
      .catch(reject);
  });
}

function findAttachmentIn(
  worker: WorkerLike,
  call: {
    readonly files: readonly ImportFile[];
    readonly place: AttachmentPlace;
    readonly signal: AbortSignal;
  },
): Promise<Blob> {
  const api = Comlink.wrap<ImportWorkerApi>(worker as Comlink.Endpoint);
  return new Promise<Blob>((resolve, reject) => {
    const message =
      'Reading the mail file stopped unexpectedly, perhaps because the browser needed its memory. Please try again.';
    worker.addEventListener('error', () => reject(new DesksideError({ ...DIED, message })));
    const stop = (): void => reject(new DesksideError(CANCELLED));
    if (call.signal.aborted) return stop();
    call.signal.addEventListener('abort', stop, { once: true });
    api
      .findAttachment(call.files, call.place)
      .then((result) => resolve(unwrap(result)))
      .catch(reject);
  });
}

type ImportCall = ImportHandlers & { readonly files: readonly ImportFile[]; readonly role: MailboxRole };

async function runImport(
  worker: WorkerLike,
  patience: ImportPatience,
  call: ImportCall,
): Promise<ImportOutcome> {
  const api = Comlink.wrap<ImportWorkerApi>(worker as Comlink.Endpoint);
  const requestId = crypto.randomUUID();
  const listeners = new AbortController();
  let delivered = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let cancelLimit: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<ImportOutcome>((resolve, reject) => {
      const die = (detail: string): void => reject(new DesksideError({ ...DIED, detail }));
      const signOfLife = (): void => {
        clearTimeout(silence);
        silence = setTimeout(() => die('no sign of life'), patience.silenceLimitMs);
      };
      const onBatch = async (messages: readonly ImportedMessage[]): Promise<void> => {
        // How long the caller takes is not the worker's fault.
        clearTimeout(silence);
        try {
          await call.onBatch(messages);
        } catch (thrown) {
          reject(thrown);
          throw thrown;
        }
        delivered += messages.length;
        signOfLife();
      };
      const onProgress = (progress: ImportProgress): void => {
        // It comes over a channel of its own: Firefox delivers it after the answer at times, and the page would wait for ever.
        if (listeners.signal.aborted) return;
        signOfLife();
        call.onProgress?.(progress);
      };
      const onError = (event: Event): void => die((event as Partial<ErrorEvent>).message ?? event.type);
      const onAbort = (): void => {
        // A worker that hangs cannot hear it.
        cancelLimit = setTimeout(() => resolve(cancelledAfter(delivered)), patience.cancelLimitMs);
        void api.cancel(requestId);
      };

      worker.addEventListener('error', onError, { signal: listeners.signal });
      worker.addEventListener('messageerror', onError, { signal: listeners.signal });
      call.signal?.addEventListener('abort', onAbort, { signal: listeners.signal });
      signOfLife();
      const request = { requestId, role: call.role, files: call.files };
      api
        .importFiles(request, Comlink.proxy(onBatch), Comlink.proxy(onProgress))
        .then((result) => resolve(unwrap(result)))
        .catch(reject);
    });
  } finally {
    clearTimeout(silence);
    clearTimeout(cancelLimit);
    listeners.abort();
    api[Comlink.releaseProxy]();
  }
}

function cancelledAfter(messages: number): ImportOutcome {
  return { messages, files: 0, problems: [], cancelled: true };
}
