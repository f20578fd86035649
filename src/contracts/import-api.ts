import type { Failure, Result } from './failure';
import type { MailboxRole, Message } from './message';

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

export interface ImportFile {
  /** Path inside the dropped folder or archive, else the file name. */
  readonly name: string;
  readonly blob: Blob;
}

/** The import worker over Comlink. */
export interface ImportWorkerApi {
  /**
   * Reads files in order and hands over messages in batches as they are parsed; waits for each `onBatch` before going on, so that memory
   * stays bounded. Threads are joined within a batch and with `References`; the caller's store joins across batches by `threadId`.
   */
  importFiles(
    request: {
      readonly requestId: string;
      readonly role: MailboxRole;
      readonly files: readonly ImportFile[];
    },
    onBatch: (messages: readonly Message[]) => Promise<void>,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportOutcome>>;
  cancel(requestId: string): Promise<void>;
}
