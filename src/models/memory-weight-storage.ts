import type { ModelEntry, ModelMeasurement } from '../contracts/model';
import type { ChunkRecord, DownloadRecord, WeightManifest, WeightStorage } from './weight-storage';

/** The records of one context, gone when it closes. */
export function createMemoryWeightStorage(): WeightStorage {
  const manifests = new Map<string, WeightManifest>();
  const lastUses = new Map<string, number>();
  const downloads = new Map<string, DownloadRecord>();
  const addedEntries = new Map<string, ModelEntry>();
  const measurements = new Map<string, ModelMeasurement>();
  let chunks: ChunkRecord[] = [];

  const isAt = (chunk: ChunkRecord, modelId: string, path?: string, index?: number): boolean =>
    chunk.modelId === modelId &&
    (path === undefined || chunk.path === path) &&
    (index === undefined || chunk.index === index);

  return {
    persistent: false,
    manifest: async (modelId) => manifests.get(modelId),
    manifests: async () => [...manifests.values()],
    putManifest: async (manifest) => void manifests.set(manifest.modelId, manifest),
    chunks: async (modelId, path) => chunks.filter((chunk) => isAt(chunk, modelId, path)),
    putChunk: async (added) => {
      chunks = chunks.filter((chunk) => !isAt(chunk, added.modelId, added.path, added.index));
      chunks.push(added);
    },
    deleteChunks: async (modelId, path, index) => {
      chunks = chunks.filter((chunk) => !isAt(chunk, modelId, path, index));
    },
    deleteModel: async (modelId) => {
      for (const records of [manifests, lastUses, downloads, measurements]) records.delete(modelId);
      chunks = chunks.filter((chunk) => !isAt(chunk, modelId));
    },
    lastUses: async () => new Map(lastUses),
    putLastUse: async (modelId, at) => void lastUses.set(modelId, at),
    downloads: async () => [...downloads.values()],
    putDownload: async (record) => void downloads.set(record.modelId, record),
    deleteDownload: async (modelId) => void downloads.delete(modelId),
    addedEntries: async () => [...addedEntries.values()],
    putAddedEntry: async (entry) => void addedEntries.set(entry.id, entry),
    deleteAddedEntry: async (modelId) => void addedEntries.delete(modelId),
    measurements: async () => [...measurements.values()],
    putMeasurement: async (measurement) => void measurements.set(measurement.modelId, measurement),
    close: () => undefined,
  };
}
