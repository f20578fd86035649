import type { ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';
import { neededFiles } from './weight-files';

/** Of a load, what reading the files takes; the rest is for building the session, of which nothing is heard until it stands. */
const FILES_SHARE = 0.8;

/** A reader that tells how far a load is by what was read of the files that `variant` needs, some of which may be read twice. */
export function withProgress(
  weights: WeightReader,
  entry: ModelEntry,
  variant: ModelVariant,
  onProgress: (fraction: number) => void,
): WeightReader {
  const total = neededFiles(entry, variant).reduce((sum, { bytes }) => sum + bytes, 0);
  const read = new Set<string>();
  let done = 0;
  onProgress(0);
  return {
    modelId: weights.modelId,
    files: weights.files,
    stream: (path) => weights.stream(path),
    async buffer(path) {
      const buffer = await weights.buffer(path);
      if (!read.has(path)) done += buffer.byteLength;
      read.add(path);
      onProgress(FILES_SHARE * Math.min(1, done / total));
      return buffer;
    },
  };
}
