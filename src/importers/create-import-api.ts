import { attempt } from '../contracts/failure';
import type { ImportWorkerApi } from '../contracts/import-api';
import { importFiles } from './import-files';

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
    async cancel(requestId) {
      running.get(requestId)?.abort();
    },
  };
}
