import type { WeightReader } from '../contracts/model';
import { DesksideError } from '../contracts/failure';
import { storedDamage } from './model-failures';
import type { ChunkRecord, ManifestFile, WeightManifest, WeightStorage } from './weight-storage';
import { readChunk } from './weight-verification';

/**
 * Reads an installed model. Each chunk's hash is checked on its first read of the session; `verified` remembers the ones that passed. The
 * Blobs handed out point to the stored data, so that the bytes pass through memory one chunk at a time.
 */
export function createWeightReader({
  storage,
  manifest,
  modelName,
  verified,
}: {
  readonly storage: WeightStorage;
  readonly manifest: WeightManifest;
  readonly modelName: string;
  readonly verified: Set<string>;
}): WeightReader {
  const { modelId, files } = manifest;

  async function blob(path: string): Promise<Blob> {
    const file = files.find((each) => each.path === path);
    if (!file) {
      throw new DesksideError({
        code: 'model-missing',
        message: `The model “${modelName}” has no file “${path}”. Reload the page to get the current version of Deskside.`,
        retryable: false,
      });
    }
    return new Blob(await intactChunks(file), { type: 'application/octet-stream' });
  }

  async function intactChunks(file: ManifestFile): Promise<Blob[]> {
    const stored = new Map((await storage.chunks(modelId, file.path)).map((chunk) => [chunk.index, chunk]));
    const parts: Blob[] = [];
    for (const [index, expected] of file.chunks.entries()) {
      const chunk = stored.get(index);
      if (!chunk) throw storedDamage(modelName, `chunk ${index} of ${file.path} is missing`);
      await requireIntact(chunk, expected);
      parts.push(chunk.data);
    }
    return parts;
  }

  async function requireIntact(chunk: ChunkRecord, expected: string): Promise<void> {
    const key = `${modelId} ${chunk.path} ${chunk.index} ${expected}`;
    if (verified.has(key)) return;
    const hash = (await readChunk(chunk))?.hash;
    if (hash === expected) {
      verified.add(key);
      return;
    }
    // Wrong bytes are worth nothing; without them every tab sees the model as damaged. Bytes that could not be read may be there next time.
    if (hash) await storage.deleteChunks(modelId, chunk.path, chunk.index).catch(() => undefined);
    throw storedDamage(
      modelName,
      `chunk ${chunk.index} of ${chunk.path} is ${hash ? 'damaged' : 'unreadable'}`,
    );
  }

  return { modelId, files, blob };
}
