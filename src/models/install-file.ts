import type { ModelEntry, ModelFile } from '../contracts/model';
import { openFileDownload, type Fetch } from './file-download';
import type { ProgressReporter } from './install-progress';
import { wrongFile } from './model-failures';
import { createRunningSha256, sha256 } from './sha256';
import { chunksOf } from './weight-chunks';
import type { ChunkRecord, ManifestFile, WeightStorage } from './weight-storage';
import { readChunk } from './weight-verification';

interface FileInstall {
  readonly entry: ModelEntry;
  readonly file: ModelFile;
  readonly storage: WeightStorage;
  readonly fetch: Fetch;
  readonly chunkBytes: number;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal | undefined;
}

/**
 * Stores a file chunk by chunk, keeping the chunks that an earlier try left, and checks the whole against the hash that the catalogue pins.
 * One chunk is in memory at a time. A file with another hash leaves nothing in the store.
 */
export async function installFile(install: FileInstall): Promise<ManifestFile> {
  const { entry, file, storage, progress } = install;
  const first = await storeChunks(install);
  if (first.hash === file.sha256) return { ...file, chunks: first.chunks };
  await storage.deleteChunks(entry.id, file.path);
  progress.lost(file.bytes);
  // What was kept may be of another version than what came now; a fresh copy tells.
  if (first.keptBytes > 0) {
    const second = await storeChunks(install);
    if (second.hash === file.sha256) return { ...file, chunks: second.chunks };
    await storage.deleteChunks(entry.id, file.path);
  }
  throw wrongFile(file.path, `sha256 ${first.hash} instead of ${file.sha256}`);
}

async function storeChunks(
  install: FileInstall,
): Promise<{ readonly hash: string; readonly chunks: string[]; readonly keptBytes: number }> {
  const { entry, file, storage, fetch, chunkBytes, progress, signal } = install;
  const stored = new Map((await storage.chunks(entry.id, file.path)).map((chunk) => [chunk.index, chunk]));
  const whole = await createRunningSha256();
  const chunks: string[] = [];
  let keptBytes = 0;
  const download = openFileDownload({
    url: entry.baseUrl + file.path,
    file,
    fetch,
    signal,
    onPiece: async (piece) => {
      progress.received(piece.byteLength);
      await whole.update(piece);
    },
  });
  try {
    const ranges = chunksOf(file, chunkBytes);
    for (const [position, range] of ranges.entries()) {
      signal?.throwIfAborted();
      const kept = await readKept(stored.get(range.index), range.bytes);
      if (kept) {
        await whole.update(new Uint8Array(kept.bytes));
        chunks.push(kept.hash);
        keptBytes += range.bytes;
        progress.kept(range.bytes);
        continue;
      }
      const next = ranges.slice(position).find((later) => stored.has(later.index));
      const bytes = await download.read(range, next?.start ?? file.bytes);
      const hash = await sha256(bytes);
      await storage.putChunk({
        modelId: entry.id,
        path: file.path,
        index: range.index,
        fileSha256: file.sha256,
        sha256: hash,
        data: new Blob([bytes]),
      });
      chunks.push(hash);
    }
  } finally {
    await download.close();
  }
  return { hash: whole.digest(), chunks, keptBytes };
}

/** A chunk of an earlier try, if it is still what was stored. */
async function readKept(
  chunk: ChunkRecord | undefined,
  bytes: number,
): Promise<{ readonly bytes: ArrayBuffer; readonly hash: string } | null> {
  if (!chunk || chunk.data.size !== bytes) return null;
  const read = await readChunk(chunk);
  return read?.hash === chunk.sha256 ? read : null;
}
