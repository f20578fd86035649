import { DesksideError } from '../contracts/failure';
import type { WeightReader } from '../contracts/model';
import type { Checksum } from './checksum';
import { storedDamage } from './model-failures';
import type { ChunkRecord, ManifestFile, WeightManifest, WeightStorage } from './weight-storage';
import { byChecksum, readBlob } from './weight-verification';
import { chunksOf } from './weight-chunks';

/**
 * Chunks of a file that are read ahead of the one given out: while one is checked and used, the browser reads the next. More
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
  const isIntact = byChecksum(checksum);

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
    const bytes = await readBlob(chunk.data);
    if (bytes && (await isIntact(file, chunk.index, bytes))) return bytes;
    // Wrong bytes are worth nothing; without them every tab sees the model as damaged. Bytes that could not be read may be there next time.
    if (bytes) await storage.deleteChunks(modelId, chunk.path, chunk.index).catch(() => undefined);
    throw storedDamage(
      modelName,
      `chunk ${chunk.index} of ${chunk.path} is ${bytes ? 'damaged' : 'unreadable'}`,
    );
  }

  /** All chunks in one read, which the browser does without a copy; null when they cannot be read so, or one of them is not intact. */
  async function readAtOnce(
    file: ManifestFile,
    chunks: readonly ChunkRecord[],
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const whole = await readBlob(new Blob(chunks.map(({ data }) => data)));
    if (whole?.byteLength !== file.bytes) return null;
    for (const { index, start, bytes } of chunksOf(file, manifest.chunkBytes)) {
      if (!(await isIntact(file, index, whole.subarray(start, start + bytes)))) return null;
    }
    return whole;
  }

  /** Chunk by chunk, so that the one to blame is found. */
  async function readInTurn(
    file: ManifestFile,
    chunks: readonly ChunkRecord[],
  ): Promise<Uint8Array<ArrayBuffer>> {
    const whole = new Uint8Array(file.bytes);
    for (const { index, start } of chunksOf(file, manifest.chunkBytes)) {
      const chunk = chunks[index];
      if (chunk) whole.set(await readIntact(file, chunk), start);
    }
    return whole;
  }

  return {
    modelId,
    files,
    async buffer(path) {
      const file = requireFile(path);
      const chunks = await storedChunks(file);
      return ((await readAtOnce(file, chunks)) ?? (await readInTurn(file, chunks))).buffer;
    },
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
