import type { PickedFile } from '../../contracts/models-api';
import type { ByteSource } from '../formats/byte-cursor';
import { readGgufHeader, type GgufHeader } from '../formats/gguf-header';
import {
  ggufContext,
  ggufFacts,
  ggufQuantization,
  ggufTask,
  ggufVariants,
  requireLoadable,
} from '../formats/gguf-model';
import { groupGgufFiles, type GgufSet } from '../formats/gguf-names';
import { unsupportedModel } from '../formats/model-file-failures';
import type { FoundModel } from './found-model';
import { unreadableFile } from './unreadable-file';

/** The GGUF model among the files, or null when there is none. Reads headers only. Rejects with `unsupported-model` or `integrity-failed`. */
export async function findGgufModel(files: readonly PickedFile[]): Promise<FoundModel | null> {
  const picked = new Map(files.map(({ path, blob }) => [path, blob]));
  const sizes = new Map(files.map(({ path, blob }) => [path, blob.size]));
  const [set, ...others] = groupGgufFiles(sizes);
  if (!set) return null;
  if (others.length > 0) {
    throw unsupportedModel(
      `There are ${others.length + 1} GGUF models among these files. Add one at a time; the files of a split model belong together.`,
    );
  }
  requireLoadable(set, sizes);

  const headers: GgufHeader[] = [];
  for (const path of set.paths) {
    const blob = picked.get(path);
    if (blob) headers.push(await readGgufHeader(sourceOf(path, blob), fileNameOf(path)));
  }
  const [first] = headers;
  if (!first) return null;
  const facts = ggufFacts(first);
  const task = ggufTask(set.name, facts);

  const kept = withPlainPaths(set);
  const quantization = kept.quantization ?? ggufQuantization(first) ?? 'GGUF';
  return {
    name: nameOf(set, first),
    pickedName: fileNameOf(set.paths[0] ?? set.name),
    task,
    contextLength: ggufContext(task, facts),
    parameters: headers.reduce((sum, header) => sum + header.parameters, 0),
    quantization,
    license: textOf(first, 'general.license') ?? 'unknown',
    variants: ggufVariants(kept, quantization, task),
    blobs: new Map(kept.paths.map((path, i) => [path, picked.get(set.paths[i] ?? '') ?? new Blob()])),
  };
}

function sourceOf(path: string, blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(start, end) {
      const part = blob.slice(start, end).arrayBuffer();
      return new Uint8Array(
        await part.catch((error: unknown) => {
          throw unreadableFile(path, error);
        }),
      );
    },
  };
}

/** Without folders, and in letters that mean the same in every address. */
function withPlainPaths(set: GgufSet): GgufSet {
  return { ...set, paths: set.paths.map((path) => fileNameOf(path).replace(/[^\w.-]+/g, '-')) };
}

/** The file's own name, by which the user knows it; what the header says is often the name of a training run. */
function nameOf({ name, title }: GgufSet, header: GgufHeader): string {
  if (!/^((ggml|gguf)[-_.])?(model)?$/i.test(title)) return title;
  return textOf(header, 'general.name')?.trim() || name;
}

function textOf({ metadata }: GgufHeader, key: string): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' ? value : null;
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
