import type { ImportFile, ImportProgress } from '../contracts/import-api';
import type { MailboxRole } from '../contracts/message';
import type { ImportedMessage } from '../contracts/original-mail';
import type { Observable } from '../contracts/observable';
import type { History } from '../history/history';
import { outlineOf } from '../history/message-outline';
import { createObservable } from '../platform/observable';
import type { ImportClient } from '../worker-client/import-client';
import type { ImportReceipt } from './api';
import type { MailRows } from './mail-rows';

export interface MailImport {
  readonly importing: Observable<ImportProgress | null>;
  readonly sentCount: Observable<number>;
  run(files: readonly ImportFile[], role: MailboxRole): Promise<ImportReceipt>;
  cancel(): void;
  /** Resolves when nothing is imported. */
  idle(): Promise<void>;
  /** Reads the number of Sent mails from the store. */
  refresh(): Promise<void>;
}

/** Reads files in the import worker and stores mails as they come; a cancelled import keeps what it has read. */
export function createMailImport(client: ImportClient, history: History, rows: MailRows): MailImport {
  const importing = createObservable<ImportProgress | null>(null);
  const sentCount = createObservable(0);
  let abort = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  async function refresh(): Promise<void> {
    sentCount.set(await history.messages.count({ role: 'sent' }));
  }

  return {
    importing,
    sentCount,
    refresh,
    run(files, role) {
      const receipt = read(files, role);
      running = receipt.catch(() => undefined);
      return receipt;
    },
    cancel: () => abort.abort(),
    idle: async () => {
      await running;
    },
  };

  async function read(files: readonly ImportFile[], role: MailboxRole): Promise<ImportReceipt> {
    abort = new AbortController();
    const { signal } = abort;
    let added = 0;
    async function onBatch(batch: readonly ImportedMessage[]): Promise<void> {
      const addedAt = new Date().toISOString();
      const fresh = await history.messages.add(batch, addedAt);
      added += fresh.length;
      if (role === 'inbox') rows.add(fresh.map((message) => ({ ...outlineOf(message), addedAt })));
    }
    importing.set({ fileName: '', doneBytes: 0, totalBytes: totalBytes(files), messages: 0 });
    try {
      const outcome = await client.importFiles(files, role, { signal, onBatch, onProgress: importing.set });
      return { ...outcome, added };
    } finally {
      importing.set(null);
      await refresh();
    }
  }
}

function totalBytes(files: readonly ImportFile[]): number {
  return files.reduce((sum, { blob }) => sum + blob.size, 0);
}
