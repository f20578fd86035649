import { toMemoryError } from '../platform/memory-error';
import { sha256 } from './sha256';
import { chunksOf } from './weight-chunks';
import type { Checksum } from './checksum';
import type { ChunkRecord, ManifestFile, WeightManifest, WeightStorage } from './weight-storage';

/** A chunk that is missing, cannot be read, or holds other bytes than were stored. */
export interface DamagedChunk {
  readonly path: string;
  readonly index: number;
}

/** The bytes of stored data; null when the browser cannot give them because their file is lost. Rejects with `out-of-memory`. */
export async function readBlob(data: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await data.arrayBuffer());
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

/** Whether the bytes of a chunk of a file are as they were stored. */
export type ChunkCheck = (
  file: ManifestFile,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
) => boolean | Promise<boolean>;

/** By SHA-256: thorough, for a check that the user asks for. */
export const bySha256: ChunkCheck = async (file, index, bytes) =>
  (await sha256(bytes)) === file.chunks[index];

/** By checksum: quick, for each read. A manifest of the first schema has none, and is read by its SHA-256. */
export function byChecksum(checksum: Checksum): ChunkCheck {
  return (file, index, bytes) =>
    file.checksums ? checksum(bytes) === file.checksums[index] : bySha256(file, index, bytes);
}

/** Reads every chunk that the manifest names and checks it. `onBytes` gets the length of each as it is done. */
export async function findDamage(
  storage: WeightStorage,
  manifest: WeightManifest,
  options: {
    readonly check: ChunkCheck;
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (bytes: number) => void;
  },
): Promise<DamagedChunk[]> {
  const damaged: DamagedChunk[] = [];
  for (const file of manifest.files) {
    const stored = new Map(
      (await storage.chunks(manifest.modelId, file.path)).map((chunk) => [chunk.index, chunk]),
    );
    for (const index of file.chunks.keys()) {
      options.signal?.throwIfAborted();
      const chunk = stored.get(index);
      const bytes = chunk ? await readBlob(chunk.data) : null;
      if (!bytes || !(await options.check(file, index, bytes))) damaged.push({ path: file.path, index });
      options.onBytes?.(bytes?.byteLength ?? 0);
    }
  }
  return damaged;
}

const keyOf = (chunk: { path: string; index: number }): string => `${chunk.index} ${chunk.path}`;
