import { connectDatabase } from '../platform/database-connection';
import { WEIGHT_DATABASE } from './weight-schema';
import type { WeightStorage } from './weight-storage';

/** Rejects with `storage-unavailable`. */
export async function openIndexedDbWeightStorage(): Promise<WeightStorage> {
  const connection = await connectDatabase(WEIGHT_DATABASE);
  return {
    persistent: true,
    manifest: (modelId) =>
      connection.transact(['manifests'], 'readonly', (tx) => tx.objectStore('manifests').get(modelId)),
    manifests: () =>
      connection.transact(['manifests'], 'readonly', (tx) => tx.objectStore('manifests').getAll()),
    putManifest: (manifest) =>
      connection.transact(
        ['manifests'],
        'readwrite',
        async (tx) => void (await tx.objectStore('manifests').put(manifest)),
        'strict',
      ),
    chunks: (modelId, path) =>
      connection.transact(['chunks'], 'readonly', (tx) =>
        tx.objectStore('chunks').getAll(chunkKeys(modelId, path)),
      ),
    putChunk: (chunk) =>
      connection.transact(
        ['chunks'],
        'readwrite',
        async (tx) => void (await tx.objectStore('chunks').put(chunk)),
      ),
    deleteChunks: (modelId, path, index) =>
      connection.transact(['chunks'], 'readwrite', (tx) =>
        tx
          .objectStore('chunks')
          .delete(index === undefined ? chunkKeys(modelId, path) : [modelId, path, index]),
      ),
    deleteModel: (modelId) =>
      connection.transact(['manifests', 'chunks', 'lastUses'], 'readwrite', async (tx) => {
        await Promise.all([
          tx.objectStore('manifests').delete(modelId),
          tx.objectStore('chunks').delete(chunkKeys(modelId)),
          tx.objectStore('lastUses').delete(modelId),
        ]);
      }),
    lastUses: () =>
      connection.transact(['lastUses'], 'readonly', async (tx) => {
        const store = tx.objectStore('lastUses');
        const [ids, times] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return new Map(ids.map((id, index) => [id, times[index] ?? 0]));
      }),
    putLastUse: (modelId, at) =>
      connection.transact(
        ['lastUses'],
        'readwrite',
        async (tx) => void (await tx.objectStore('lastUses').put(at, modelId)),
      ),
    close: () => connection.close(),
  };
}

/** All keys of a model, or of one of its files. Arrays sort after strings and numbers, so `[…, []]` is past the end. */
function chunkKeys(modelId: string, path?: string): IDBKeyRange {
  const prefix = path === undefined ? [modelId] : [modelId, path];
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}
