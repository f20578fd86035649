import type { ModelEntry } from '../contracts/model';
import { chunksOf } from './weight-chunks';
import type { WeightStorage } from './weight-storage';

/** Drops chunks of other versions of the model's files, or cut to another size: they would only take up space. */
export async function dropStaleChunks(
  storage: WeightStorage,
  entry: Pick<ModelEntry, 'id' | 'files'>,
  chunkBytes: number,
): Promise<void> {
  const files = new Map(entry.files.map((file) => [file.path, file]));
  for (const chunk of await storage.chunks(entry.id)) {
    const file = files.get(chunk.path);
    const fits =
      file?.sha256 === chunk.fileSha256 && chunksOf(file, chunkBytes)[chunk.index]?.bytes === chunk.data.size;
    if (!fits) await storage.deleteChunks(entry.id, chunk.path, chunk.index);
  }
}
