import type { FetchedFile } from './background/fetched-chunks';
import type { Checksum } from './checksum';
import { FileChanged, NO_ENTITY_TAGS, openFileDownload, type FileDownloadOptions } from './file-download';
import type { ProgressReporter } from './install-progress';
import type { DesksideError } from '../contracts/failure';
import { createRunningSha256, sha256 } from './sha256';
import { chunksOf, type ChunkRange } from './weight-chunks';
import { chunkRecord, type ChunkRecord, type ManifestFile, type WeightStorage } from './weight-storage';
import { readBlob } from './weight-verification';

export interface FileInstall extends Omit<FileDownloadOptions, 'onPiece' | 'onWait'> {
  readonly modelId: string;
  readonly storage: WeightStorage;
  readonly chunkBytes: number;
  readonly checksum: Checksum;
  readonly progress: ProgressReporter;
  /** What the browser has fetched of the file without a page; it is used up. */
  readonly fetched?: FetchedFile | undefined;
  /** What to say of a file whose hash is another one. */
  readonly wrongFile: (path: string, detail: string) => DesksideError;
}

/**
 * Stores a file chunk by chunk, keeping the chunks that an earlier try left, and checks the whole against the hash that the catalogue pins.
 * One chunk is in memory at a time. A file with another hash leaves nothing in the store.
 */
export async function installFile(install: FileInstall): Promise<ManifestFile> {
  const { modelId, file, storage, progress } = install;
  for (let addresses = install.addresses; ;) {
    const { hash, keptBytes, ...stored } = await storeChunks({ ...install, addresses });
    if (hash === file.sha256) return { ...file, ...stored };
    await storage.deleteChunks(modelId, file.path);
    progress.lost(file.bytes);
    // What was kept may be of another version than what came now; a fresh copy tells. After that, only another server can do better.
    if (keptBytes > 0) continue;
    const [, next, ...others] = addresses;
    if (next === undefined) throw install.wrongFile(file.path, `sha256 ${hash} instead of ${file.sha256}`);
    addresses = [next, ...others];
  }
}

interface StoredFile extends Pick<ManifestFile, 'chunks'> {
  readonly checksums: readonly string[];
  /** SHA-256 of the whole. */
  readonly hash: string;
  /** Of an earlier try, or fetched without a page. */
  readonly keptBytes: number;
}

/** Goes through the file, and begins anew when the server turns out to have another file than the one that was begun. */
async function storeChunks(install: FileInstall): Promise<StoredFile> {
  try {
    return await storeOnce(install);
  } catch (error) {
    if (!(error instanceof FileChanged)) throw error;
    await install.storage.deleteChunks(install.modelId, install.file.path);
    await install.fetched?.dropAll();
    // Should the tags change again, this server makes up a new one for each answer; then the hash at the end has to do.
    return storeOnce({ ...install, entityTags: NO_ENTITY_TAGS });
  }
}

async function storeOnce(install: FileInstall): Promise<StoredFile> {
  const { modelId, file, storage, chunkBytes, checksum, progress, signal, fetched } = install;
  const stored = new Map((await storage.chunks(modelId, file.path)).map((chunk) => [chunk.index, chunk]));
  const whole = await createRunningSha256();
  const chunks: string[] = [];
  const checksums: string[] = [];
  let keptBytes = 0;
  let receivedBytes = 0;
  async function store(range: ChunkRange, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = await sha256(bytes);
    await storage.putChunk(chunkRecord(modelId, file, range.index, hash, bytes));
    chunks.push(hash);
    checksums.push(checksum(bytes));
  }
  const download = openFileDownload({
    ...install,
    onWait: progress.waiting,
    onPiece(piece) {
      receivedBytes += piece.byteLength;
      progress.received(piece.byteLength);
      whole.update(piece);
    },
  });
  try {
    const ranges = chunksOf(file, chunkBytes);
    for (const [position, range] of ranges.entries()) {
      signal?.throwIfAborted();
      const kept = await readKept(stored.get(range.index), range.bytes);
      if (kept) {
        whole.update(kept.bytes);
        chunks.push(kept.hash);
        checksums.push(checksum(kept.bytes));
        keptBytes += range.bytes;
        progress.kept(range.bytes);
        continue;
      }
      const handedOver = (await fetched?.read(range)) ?? null;
      if (handedOver) {
        whole.update(handedOver);
        await store(range, handedOver);
        await fetched?.drop(range);
        keptBytes += range.bytes;
        progress.kept(range.bytes);
        continue;
      }
      const next = ranges
        .slice(position + 1)
        .find((later) => stored.has(later.index) || fetched?.has(later) === true);
      await store(range, await download.read(range, next?.start ?? file.bytes));
    }
  } catch (error) {
    if (error instanceof FileChanged) progress.lost(keptBytes + receivedBytes);
    throw error;
  } finally {
    await download.close();
  }
  return { hash: whole.digest(), chunks, checksums, keptBytes };
}

/** A chunk of an earlier try, if it is still what was stored. */
async function readKept(
  chunk: ChunkRecord | undefined,
  bytes: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly hash: string } | null> {
  if (!chunk || chunk.data.size !== bytes) return null;
  const read = await readBlob(chunk.data);
  if (!read) return null;
  const hash = await sha256(read);
  return hash === chunk.sha256 ? { bytes: read, hash } : null;
}
