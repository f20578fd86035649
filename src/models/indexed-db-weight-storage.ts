import type { StoreNames } from 'idb';
import { connectDatabase } from '../platform/database-connection';
import { WEIGHT_DATABASE, type WeightSchema } from './weight-schema';
import type { WeightStorage } from './weight-storage';

/** Stores of small records, each written whole. */
type RecordStore = Exclude<StoreNames<WeightSchema>, 'chunks' | 'lastUses'>;

/** Rejects with `storage-unavailable`. */
export async function openIndexedDbWeightStorage(): Promise<WeightStorage> {
  const connection = await connectDatabase(WEIGHT_DATABASE);

  const getAll = <Name extends RecordStore>(store: Name): Promise<WeightSchema[Name]['value'][]> =>
    connection.transact([store], 'readonly', (tx) => tx.objectStore(store).getAll());

  const put = <Name extends RecordStore>(
    store: Name,
    record: WeightSchema[Name]['value'],
    durability?: 'strict',
  ): Promise<void> =>
    connection.transact(
      [store],
      'readwrite',
      async (tx) => void (await tx.objectStore(store).put(record)),
      durability,
    );

  const remove = (store: RecordStore, modelId: string): Promise<void> =>
    connection.transact([store], 'readwrite', (tx) => tx.objectStore(store).delete(modelId));

  return {
    persistent: true,
    manifest: (modelId) =>
      connection.transact(['manifests'], 'readonly', (tx) => tx.objectStore('manifests').get(modelId)),
    manifests: () => getAll('manifests'),
    // Strict, as it makes all chunks before it count.
    putManifest: (manifest) => put('manifests', manifest, 'strict'),
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
      connection.transact(
        ['manifests', 'chunks', 'lastUses', 'downloads', 'measurements'],
        'readwrite',
        async (tx) => {
          await Promise.all([
            tx.objectStore('manifests').delete(modelId),
            tx.objectStore('chunks').delete(chunkKeys(modelId)),
            tx.objectStore('lastUses').delete(modelId),
            tx.objectStore('downloads').delete(modelId),
            tx.objectStore('measurements').delete(modelId),
          ]);
        },
      ),
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
    downloads: () => getAll('downloads'),
    putDownload: (record) => put('downloads', record),
    deleteDownload: (modelId) => remove('downloads', modelId),
    addedEntries: () => getAll('addedEntries'),
    putAddedEntry: (entry) => put('addedEntries', entry),
    deleteAddedEntry: (modelId) => remove('addedEntries', modelId),
    measurements: () => getAll('measurements'),
    putMeasurement: (measurement) => put('measurements', measurement),
    close: () => connection.close(),
  };
}

/** All keys of a model, or of one of its files. Arrays sort after strings and numbers, so `[…, []]` is past the end. */
function chunkKeys(modelId: string, path?: string): IDBKeyRange {
  const prefix = path === undefined ? [modelId] : [modelId, path];
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}
