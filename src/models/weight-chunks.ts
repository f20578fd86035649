import type { ModelFile } from '../contracts/model';

/**
 * Files are stored in pieces of this size: small enough to fetch again when damaged or in flight at a crash, large enough that reading them is bound by
 * the browser's pipe and not by the number of rows (`npm run bench -- --suite store`).
 */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** A stretch of a file; the last one of a file may be shorter than `CHUNK_BYTES`. */
export interface ChunkRange {
  readonly index: number;
  /** Offset into the file. */
  readonly start: number;
  readonly bytes: number;
}

/** The chunks of a file in order; together they cover it exactly. An empty file has none. */
export function chunksOf(file: Pick<ModelFile, 'bytes'>, chunkBytes = CHUNK_BYTES): ChunkRange[] {
  return Array.from({ length: Math.ceil(file.bytes / chunkBytes) }, (_, index) => {
    const start = index * chunkBytes;
    return { index, start, bytes: Math.min(chunkBytes, file.bytes - start) };
  });
}
