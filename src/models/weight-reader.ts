import { DesksideError } from '../contracts/failure';
import type { WeightReader } from '../contracts/model';
import type { Checksum } from './checksum';
import { storedDamage } from './model-failures';
import { sha256 } from './sha256';
import type { ChunkRecord, ManifestFile, WeightManifest, WeightStorage } from './weight-storage';
import { readChunk } from './weight-verification';

/**
 * Chunks of a file that are read ahead of the one given out: while one is checked and copied by the engine, the browser reads the next. More
 * gained nothing and cost a chunk of memory each.
 */
const READ_AHEAD = 2;

/** Reads an installed model. Each chunk is checked whenever it is read, before the engine gets it. */
export function createWeightReader({
  storage,
  manifest,
  modelName,
  checksum,
}: {
  readonly storage: WeightStorage;
  readonly manifest: WeightManifest;
  readonly modelName: string;
  readonly checksum: Checksum;
}): WeightReader {
  const { modelId, files } = manifest;

  function requireFile(path: string): ManifestFile {
    const file = files.find((each) => each.path === path);
    if (file) return file;
    throw new DesksideError({
      code: 'model-missing',
      message: `The model “${modelName}” has no file “${path}”. Reload the page to get the current version of Deskside.`,
      retryable: false,
    });
  }

  async function storedChunks(file: ManifestFile): Promise<readonly ChunkRecord[]> {
    const stored = new Map((await storage.chunks(modelId, file.path)).map((chunk) => [chunk.index, chunk]));
    return file.chunks.map((_, index) => {
      const chunk = stored.get(index);
      if (!chunk) throw storedDamage(modelName, `chunk ${index} of ${file.path} is missing`);
      return chunk;
    });
  }

  async function readIntact(file: ManifestFile, chunk: ChunkRecord): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await readChunk(chunk);
    if (bytes && (await isIntact(file, chunk.index, bytes))) return bytes;
    // Wrong bytes are worth nothing; without them every tab sees the model as damaged. Bytes that could not be read may be there next time.
    if (bytes) await storage.deleteChunks(modelId, chunk.path, chunk.index).catch(() => undefined);
    throw storedDamage(
      modelName,
      `chunk ${chunk.index} of ${chunk.path} is ${bytes ? 'damaged' : 'unreadable'}`,
    );
  }

  async function isIntact(
    file: ManifestFile,
    index: number,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<boolean> {
    // A manifest of the first schema has no checksums.
    if (!file.checksums) return (await sha256(bytes)) === file.chunks[index];
    return checksum(bytes) === file.checksums[index];
  }

  return {
    modelId,
    files,
    async stream(path) {
      const file = requireFile(path);
      const waiting = [...(await storedChunks(file))];
      const reading: Promise<Uint8Array<ArrayBuffer>>[] = [];

      function readOn(): void {
        const chunk = waiting.shift();
        if (!chunk) return;
        const bytes = readIntact(file, chunk);
        // Whoever takes it from the queue hears of its failure.
        bytes.catch(() => undefined);
        reading.push(bytes);
      }

      return new ReadableStream(
        {
          async pull(controller) {
            while (reading.length < READ_AHEAD && waiting.length > 0) readOn();
            const bytes = await reading.shift();
            if (!bytes) return controller.close();
            readOn();
            controller.enqueue(bytes);
            if (reading.length === 0) controller.close();
          },
          cancel() {
            waiting.length = 0;
            reading.length = 0;
          },
        },
        // Nothing is read before the engine asks.
        { highWaterMark: 0 },
      );
    },
  };
}
