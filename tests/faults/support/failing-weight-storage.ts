import { DesksideError } from '../../../src/contracts/failure';
import type { WeightStorage } from '../../../src/models/weight-storage';

export interface FailingWeightStorage extends WeightStorage {
  /** Operations asked for so far. */
  operations(): number;
}

/** Fails the operation of the given number (from 1) and, if it is a broken disk, all after it. */
export function failOperation(
  storage: WeightStorage,
  failing: number,
  kind: 'once' | 'from-then-on' = 'once',
): FailingWeightStorage {
  let count = 0;
  const guarded =
    <Args extends unknown[], T>(operation: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      count += 1;
      if (kind === 'once' ? count === failing : count >= failing) {
        throw new DesksideError({
          code: 'storage-unavailable',
          message: 'The disk failed.',
          retryable: true,
        });
      }
      return operation(...args);
    };
  return {
    persistent: storage.persistent,
    manifest: guarded(storage.manifest),
    manifests: guarded(storage.manifests),
    putManifest: guarded(storage.putManifest),
    chunks: guarded(storage.chunks),
    putChunk: guarded(storage.putChunk),
    deleteChunks: guarded(storage.deleteChunks),
    deleteModel: guarded(storage.deleteModel),
    lastUses: guarded(storage.lastUses),
    putLastUse: guarded(storage.putLastUse),
    downloads: guarded(storage.downloads),
    putDownload: guarded(storage.putDownload),
    deleteDownload: guarded(storage.deleteDownload),
    addedEntries: guarded(storage.addedEntries),
    putAddedEntry: guarded(storage.putAddedEntry),
    deleteAddedEntry: guarded(storage.deleteAddedEntry),
    measurements: guarded(storage.measurements),
    putMeasurement: guarded(storage.putMeasurement),
    close: () => storage.close(),
    operations: () => count,
  };
}
