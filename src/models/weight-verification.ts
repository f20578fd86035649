import { toMemoryError } from '../platform/memory-error';
import { sha256 } from './sha256';
import { chunksOf } from './weight-chunks';
import type { ChunkRecord, WeightManifest, WeightStorage } from './weight-storage';

/** A chunk that is missing, cannot be read, or holds other bytes than were stored. */
export interface DamagedChunk {
  readonly path: string;
  readonly index: number;
}

/** The bytes of a stored chunk; null when the browser cannot give them because its file is lost. Rejects with `out-of-memory`. */
export async function readChunk(chunk: ChunkRecord): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await chunk.data.arrayBuffer());
  } catch (error) {
    const shortage = toMemoryError(error);
    if (shortage) throw shortage;
    return null;
  }
}

/** Whether every chunk is there with the length and hash that the manifest names; reads no data. */
export function isComplete(manifest: WeightManifest, chunks: readonly ChunkRecord[]): boolean {
  const stored = new Map(chunks.map((chunk) => [keyOf(chunk), chunk]));
  return manifest.files.every((file) =>
    chunksOf(file, manifest.chunkBytes).every((range) => {
      const chunk = stored.get(keyOf({ path: file.path, index: range.index }));
      return chunk?.sha256 === file.chunks[range.index] && chunk?.data.size === range.bytes;
    }),
  );
}

/** Reads every chunk that the manifest names and compares its SHA-256. `onBytes` gets the length of each as it is done. */
export async function findDamage(
  storage: WeightStorage,
  manifest: WeightManifest,
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (bytes: number) => void } = {},
): Promise<DamagedChunk[]> {
  const damaged: DamagedChunk[] = [];
  for (const file of manifest.files) {
    const stored = new Map(
      (await storage.chunks(manifest.modelId, file.path)).map((chunk) => [chunk.index, chunk]),
    );
    for (const [index, expected] of file.chunks.entries()) {
      options.signal?.throwIfAborted();
      const chunk = stored.get(index);
      const bytes = chunk ? await readChunk(chunk) : null;
      if (!bytes || (await sha256(bytes)) !== expected) damaged.push({ path: file.path, index });
      options.onBytes?.(bytes?.byteLength ?? 0);
    }
  }
  return damaged;
}

const keyOf = (chunk: { path: string; index: number }): string => `${chunk.index} ${chunk.path}`;
