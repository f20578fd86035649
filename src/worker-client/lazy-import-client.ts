import type { createImportClient, ImportClient } from './import-client';

/** The import client, whose code is loaded with the first file: nobody who only opens the page waits for it. */
export function createLazyImportClient(options: Parameters<typeof createImportClient>[0]): ImportClient {
  const client = async (): Promise<ImportClient> =>
    (await import('./import-client')).createImportClient(options);
  return {
    importFiles: async (files, role, handlers) => (await client()).importFiles(files, role, handlers),
    readDocuments: async (files, handlers) => (await client()).readDocuments(files, handlers),
    readTable: async (file, how) => (await client()).readTable(file, how),
    findAttachment: async (files, place, signal) => (await client()).findAttachment(files, place, signal),
  };
}
