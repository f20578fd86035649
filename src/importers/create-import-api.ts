import { attempt } from '../contracts/failure';
import type { ImportWorkerApi } from '../contracts/import-api';
import { importFiles } from './import-files';

/** Rows of a table that go to the page in one message: few enough that reading it is not felt there. */
const ROWS_AT_ONCE = 500;

/** The import worker's API over the importers of this folder. */
export function createImportApi(): ImportWorkerApi {
  const running = new Map<string, AbortController>();
  return {
    async importFiles({ requestId, role, files }, onBatch, onProgress) {
      const controller = new AbortController();
      running.set(requestId, controller);
      try {
        return await attempt(() => importFiles(files, role, { onBatch, onProgress }, controller.signal));
      } finally {
        running.delete(requestId);
      }
    },
    async readDocuments({ requestId, files }, onDocument, onProgress) {
      const controller = new AbortController();
      running.set(requestId, controller);
      try {
        const { readDocuments } = await import('./documents/read-documents');
        return await attempt(() => readDocuments(files, { onDocument, onProgress }, controller.signal));
      } finally {
        running.delete(requestId);
      }
    },
    readTable: (file, options, onRows) =>
      attempt(async () => {
        const { readTable } = await import('./tables/read-table');
        const { rows, ...table } = await readTable(file, options);
        for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
          await onRows(rows.slice(start, start + ROWS_AT_ONCE));
        return table;
      }),
    findAttachment: (files, place) =>
      attempt(async () => {
        const { findAttachment } = await import('./mail/find-attachment');
        return findAttachment(files, place, new AbortController().signal);
      }),
    async cancel(requestId) {
      running.get(requestId)?.abort();
    },
  };
}
