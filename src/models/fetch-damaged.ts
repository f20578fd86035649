import { openFileDownload, type FileDownloadOptions } from './file-download';
import { wrongFile } from './model-failures';
import { sha256 } from './sha256';
import { chunksOf } from './weight-chunks';
import { chunkRecord, type ManifestFile, type WeightManifest, type WeightStorage } from './weight-storage';
import type { DamagedChunk } from './weight-verification';

/**
 * Fetches the damaged chunks of a model again and stores those that have the hash which the manifest names. Rejects with `download-failed` or
 * `integrity-failed`, and as `optionsFor` does.
 */
export async function fetchDamaged({
  storage,
  manifest,
  damaged,
  optionsFor,
}: {
  readonly storage: WeightStorage;
  readonly manifest: WeightManifest;
  readonly damaged: readonly DamagedChunk[];
  readonly optionsFor: (file: ManifestFile) => FileDownloadOptions;
}): Promise<void> {
  for (const file of manifest.files) {
    const bad = new Set(damaged.filter((chunk) => chunk.path === file.path).map((chunk) => chunk.index));
    if (bad.size === 0) continue;
    const download = openFileDownload(optionsFor(file));
    try {
      for (const chunk of chunksOf(file, manifest.chunkBytes)) {
        if (!bad.has(chunk.index)) continue;
        const bytes = await download.read(chunk, chunk.start + chunk.bytes);
        const hash = await sha256(bytes);
        if (hash !== file.chunks[chunk.index]) throw wrongFile(file.path, `chunk ${chunk.index} differs`);
        await storage.putChunk(chunkRecord(manifest.modelId, file, chunk.index, hash, bytes));
      }
    } finally {
      await download.close();
    }
  }
}
