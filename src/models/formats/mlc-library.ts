import { unsupportedModel } from './model-file-failures';

/** The compiled library among the files of one model, or null when there is none. Rejects with `unsupported-model` when there are several. */
export function chooseLibrary(name: string, paths: readonly string[]): string | null {
  const [library = null, ...others] = paths.filter((path) => path.endsWith('.wasm'));
  if (others.length === 0) return library;
  throw unsupportedModel(
    `There are ${others.length + 1} model libraries (.wasm files) with “${name}”. Keep the one that was compiled for WebGPU and this quantization, and add the model again.`,
  );
}
