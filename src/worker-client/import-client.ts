import * as Comlink from 'comlink';
import { DesksideError, unwrap, type Failure } from '../contracts/failure';
import type { ImportFile, ImportOutcome, ImportProgress, ImportWorkerApi } from '../contracts/import-api';
import type { MailboxRole, Message } from '../contracts/message';
import type { WorkerLike } from './worker-lane';

export interface ImportHandlers {
  /** Takes a batch of mails; the import waits for it. When it rejects, the import ends with that error. */
  readonly onBatch: (messages: readonly Message[]) => Promise<void>;
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
  };
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
      const onBatch = async (messages: readonly Message[]): Promise<void> => {
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
