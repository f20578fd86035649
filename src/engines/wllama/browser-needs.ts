import type { LocalDevice } from '../../contracts/model';
import { probeGpu } from '../../platform/probe-gpu';
import { unavailable } from '../engine-failures';

/** A module that does nothing but have a memory of 64-bit addresses. */
const MEMORY64_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 1);

/** Rejects with `engine-unavailable` when the browser lacks what wllama needs; wllama itself would hang, or fall back without a word. */
export async function requireBrowser(device: LocalDevice): Promise<void> {
  if (!WebAssembly.validate(MEMORY64_MODULE)) {
    throw unavailable(
      'This browser cannot run GGUF models, which need WebAssembly with 64-bit memory. Current versions of Chrome, Edge and Firefox can.',
    );
  }
  if (device !== 'webgpu') return;
  if (!('Suspending' in WebAssembly)) {
    throw unavailable(
      'This browser has not yet JavaScript Promise Integration, which GGUF models need to use the graphics processor.',
    );
  }
  const gpu = await probeGpu();
  if (gpu === null) throw unavailable('This browser offers no WebGPU.');
  if (!gpu.shaderF16)
    throw unavailable(
      'This graphics processor has no 16-bit floats in shaders, which GGUF models need to use it.',
    );
}
