import type { PickedFile } from '../../contracts/models-api';
import { unsupportedModel } from '../formats/model-file-failures';
import { describeOnnxModel } from '../formats/onnx-model';
import { preferredGraphs } from '../formats/onnx-graphs';
import type { FoundModel } from './found-model';
import { unreadableFile } from './unreadable-file';

/** Configurations are a few kilobytes, with a long vocabulary of special tokens a few megabytes. */
const MOST_TEXT_BYTES = 32 * 1024 * 1024;

/** The machine that the files will run on is not asked, because they may go on to another: what suits either kind is kept. */
const MACHINES = [
  { shaderF16: true, isFallback: false },
  { shaderF16: false, isFallback: false },
  null,
] as const;

/**
 * The ONNX model in a folder of any depth, or null when there is none. Reads its configurations only. Rejects with `unsupported-model` or
 * `integrity-failed`.
 */
export async function findOnnxModel(files: readonly PickedFile[]): Promise<FoundModel | null> {
  const picked = new Map(files.map(({ path, blob }) => [path, blob]));
  const roots = rootsOf([...picked.keys()]);
  const [root] = roots;
  if (root === undefined) return null;
  if (roots.length > 1) {
    throw unsupportedModel(
      `There are ${roots.length} ONNX models among these files. Add the folder of one at a time.`,
    );
  }
  const blobs = filesBelow(root, picked);
  const name = nameOf(root);
  const model = await describeOnnxModel(
    {
      name,
      files: new Map([...blobs].map(([path, blob]) => [path, blob.size])),
      text: (path) => readText(path, blobs.get(path)),
    },
    { task: null, preferences: (task) => MACHINES.map((gpu) => preferredGraphs(task, gpu)) },
  );
  return {
    ...model,
    name,
    pickedName: name,
    license: 'unknown',
    blobs: new Map(model.paths.map((path) => [path, blobs.get(path) ?? new Blob()])),
  };
}

/** Folders, each ending in `/` but for the topmost, that have a configuration and a graph in them or one level down. */
function rootsOf(paths: readonly string[]): string[] {
  const graphFolders = new Set(paths.filter((path) => path.endsWith('.onnx')).map(folderOf));
  return paths
    .filter((path) => path === 'config.json' || path.endsWith('/config.json'))
    .map(folderOf)
    .filter((root) => graphFolders.has(root) || graphFolders.has(`${root}onnx/`));
}

/** By the path that transformers.js looks for: graphs lie in `onnx`, also where the user has them beside the rest. */
function filesBelow(root: string, picked: ReadonlyMap<string, Blob>): Map<string, Blob> {
  const below = new Map<string, Blob>();
  for (const [path, blob] of picked) {
    if (!path.startsWith(root)) continue;
    const inner = path.slice(root.length);
    const isGraph = /^[^/]+\.onnx(_data(_\d+)?)?$/.test(inner);
    below.set(isGraph ? `onnx/${inner}` : inner, blob);
  }
  return below;
}

async function readText(path: string, blob: Blob | undefined): Promise<string> {
  if (!blob || blob.size > MOST_TEXT_BYTES)
    throw unsupportedModel(`The file “${path}” is too large to be what its name says. Download it again.`);
  return blob.text().catch((error: unknown) => {
    throw unreadableFile(path, error);
  });
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(root: string): string {
  return root.split('/').at(-2) ?? 'ONNX model';
}
