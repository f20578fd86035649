import type { PickedFile } from '../../contracts/models-api';
import { MLC_CONFIG_PATH } from '../formats/mlc-config';
import { chooseLibrary } from '../formats/mlc-library';
import { describeMlcModel } from '../formats/mlc-model';
import { unsupportedModel } from '../formats/model-file-failures';
import type { FoundModel } from './found-model';
import { unreadableFile } from './unreadable-file';

/** Configurations and lists of tensors are some hundred kilobytes. */
const MOST_TEXT_BYTES = 32 * 1024 * 1024;

/**
 * The MLC model in a folder of any depth, with its compiled library anywhere among the files; null when there is none. Reads the
 * configuration and the list of tensors only. Rejects with `unsupported-model` or `integrity-failed`.
 */
export async function findMlcModel(files: readonly PickedFile[]): Promise<FoundModel | null> {
  const [config, ...others] = files.filter(({ path }) => fileNameOf(path) === MLC_CONFIG_PATH);
  if (!config) return null;
  if (others.length > 0) {
    throw unsupportedModel(
      `There are ${others.length + 1} MLC models among these files. Add the folder of one at a time.`,
    );
  }
  const root = config.path.slice(0, -MLC_CONFIG_PATH.length);
  const name = root.split('/').at(-2) ?? 'MLC model';
  const picked = new Map(files.map(({ path, blob }) => [path, blob]));
  const library = chooseLibrary(name, [...picked.keys()]);
  if (library === null) throw noLibrary(name);

  const blobs = new Map([...picked].map(([path, blob]) => [withoutRoot(path, root), blob]));
  const libraryPath = fileNameOf(library).replace(/[^\w.-]+/g, '-');
  const { paths, ...model } = await describeMlcModel(
    {
      name,
      files: new Map([...blobs].map(([path, blob]) => [path, blob.size])),
      text: (path) => readText(path, blobs.get(path)),
    },
    { task: null, contextLength: null, libraryPath },
  );
  blobs.set(libraryPath, picked.get(library) ?? new Blob());
  return {
    ...model,
    name,
    pickedName: name,
    license: 'unknown',
    blobs: new Map([libraryPath, ...paths].map((path) => [path, blobs.get(path) ?? new Blob()])),
  };
}

/** Relative to the model's folder; what lies outside of it keeps a path that no file of the model has. */
function withoutRoot(path: string, root: string): string {
  return path.startsWith(root) ? path.slice(root.length) : `../${path}`;
}

async function readText(path: string, blob: Blob | undefined): Promise<string> {
  if (!blob || blob.size > MOST_TEXT_BYTES)
    throw unsupportedModel(`The file “${path}” is too large to be what its name says. Download it again.`);
  return blob.text().catch((error: unknown) => {
    throw unreadableFile(path, error);
  });
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function noLibrary(name: string): Error {
  return unsupportedModel(
    `“${name}” is a model for WebLLM, which also needs the library that was compiled for it, a .wasm file. Put it into the folder and add the folder again.`,
  );
}
