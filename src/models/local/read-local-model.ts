import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry, ModelFile, ModelTask } from '../../contracts/model';
import type { PickedFile } from '../../contracts/models-api';
import { completeEntry } from '../formats/model-entry';
import { unsupportedModel } from '../formats/model-file-failures';
import { readableName, slugOf } from '../formats/model-name';
import type { LocalModel } from '../local-model';
import { serveFiles } from '../packs/serve-files';
import { sha256 } from '../sha256';
import { hashFile } from './hash-file';
import type { FoundModel } from './found-model';
import { findGgufModel } from './gguf-files';
import { findMlcModel } from './mlc-folder';
import { findOnnxModel } from './onnx-folder';

/** Gets the bytes that were hashed since the last call, and how many there are in all. */
export type OnHashed = (bytes: number, totalBytes: number) => void;

const PURPOSES: Readonly<Record<ModelTask, string>> = {
  'text-generation': 'Writes text. Added from files of yours; nobody has tried it with Deskside’s tests.',
  'feature-extraction':
    'Turns sentences into vectors, to sort and search by. Added from files of yours; nobody has tried it with Deskside’s tests.',
};
/** Hex digits of the id that tell models of the same name apart. */
const HASH_DIGITS = 8;

/**
 * The model that the user's files are: one GGUF file with all of its parts, or the folder of an ONNX or MLC model. Looks into the files before it
 * hashes them, so that what cannot be used is refused at once. Rejects with `unsupported-model`, `integrity-failed` or `cancelled`.
 */
export async function readLocalModel(
  files: readonly PickedFile[],
  signal?: AbortSignal,
  onHashed?: OnHashed,
): Promise<LocalModel> {
  try {
    const found = (await findOnnxModel(files)) ?? (await findMlcModel(files)) ?? (await findGgufModel(files));
    if (!found) throw notAModel();
    const pinned = await pinFiles(found, signal, onHashed);
    const entry = await entryOf(found, pinned);
    return { entry, fetch: serveFiles(entry, found.blobs) };
  } catch (error) {
    throw signal?.aborted ? new DesksideError(CANCELLED, { cause: error }) : error;
  }
}

async function pinFiles(
  { blobs }: FoundModel,
  signal: AbortSignal | undefined,
  onHashed: OnHashed | undefined,
): Promise<ModelFile[]> {
  const total = [...blobs.values()].reduce((sum, blob) => sum + blob.size, 0);
  const pinned: ModelFile[] = [];
  for (const [path, blob] of blobs) {
    const hash = await hashFile(path, blob, signal, (bytes) => onHashed?.(bytes, total));
    pinned.push({ path, bytes: blob.size, sha256: hash });
  }
  return pinned;
}

async function entryOf(found: FoundModel, files: readonly ModelFile[]): Promise<ModelEntry> {
  const all = await sha256(new TextEncoder().encode(files.map((file) => file.sha256).join()));
  const id = `${slugOf(found.name)}-${all.slice(0, HASH_DIGITS)}`;
  const { task, contextLength, parameters, quantization, license, variants, pickedName } = found;
  return completeEntry({
    id,
    name: readableName(found.name),
    task,
    engine: variants[0]?.engine ?? 'transformers',
    purpose: PURPOSES[task],
    license,
    languages: [],
    parameters,
    contextLength,
    quantization,
    source: { kind: 'file', name: pickedName },
    baseUrl: `local:${id}/`,
    files,
    variants,
  });
}

function notAModel(): DesksideError {
  return unsupportedModel(
    'This is no model that Deskside can use. Drop a model pack, a GGUF file (with all of its parts), or the folder of an ONNX model for transformers.js, with config.json, tokenizer.json and the folder “onnx” in it, or that of an MLC model for WebLLM with its library in it.',
  );
}
