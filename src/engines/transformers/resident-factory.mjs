/**
 * Stands before the factory of ONNX Runtime's WebAssembly module, whose address is in the fragment of this file's, and shows each module that
 * it makes to `resident-tensors.ts`, which imports nothing from here: ONNX Runtime loads its factory by address. Served as it is.
 */
const { default: createRuntime } = await import(/* @vite-ignore */ new URL(import.meta.url).hash.slice(1));

export default async function createShownRuntime(options) {
  const runtime = await createRuntime(options);
  globalThis[Symbol.for('deskside.onnx-runtime')]?.(runtime);
  return runtime;
}
