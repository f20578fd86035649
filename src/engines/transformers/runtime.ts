import { env, LogLevel } from '@huggingface/transformers';
import jspiFactoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainFactoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { DesksideError } from '../../contracts/failure';
import type { LocalDevice } from '../../contracts/model';
import { residentFactory } from './resident-tensors';
import { serveWeightFile, WEIGHTS_ROOT } from './weight-files';

/**
 * ONNX Runtime comes in builds of different size: the plain one (14 MB) has no WebGPU; the WebGPU one suspends WebAssembly through JSPI
 * (17 MB). transformers.js would take the "asyncify" build for everything, which is 27 MB and takes twice as long to start; see
 * docs/decisions/onnx-runtime-builds.md.
 */
const BUILDS: Readonly<Record<LocalDevice, { readonly mjs: string; readonly wasm: string }>> = {
  wasm: { mjs: plainFactoryUrl, wasm: plainBinaryUrl },
  webgpu: { mjs: jspiFactoryUrl, wasm: jspiBinaryUrl },
};

let started: { readonly device: LocalDevice; readonly threads: number } | null = null;

/**
 * Sets transformers.js up for one device. A realm can start ONNX Runtime only once, so the first call decides. Rejects with
 * `engine-unavailable` when the browser lacks something, and with `worker-died` when another worker is needed.
 */
export function startRuntime(device: LocalDevice, threads: number): void {
  if (started && (started.device !== device || (device === 'wasm' && started.threads !== threads))) {
    throw new DesksideError({
      code: 'worker-died',
      message: 'The model runtime must be restarted before it can use another device.',
      retryable: true,
    });
  }
  if (started) return;
  if (device === 'webgpu') requireWebGpu();
  started = { device, threads };

  // Every file comes through `env.fetch`, and that only knows what the weight reader gave. No network, and no cache besides the store.
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  env.localModelPath = WEIGHTS_ROOT;
  env.fetch = serveWeightFile;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.ERROR;

  const { wasm } = env.backends.onnx;
  if (!wasm) {
    throw new DesksideError({
      code: 'engine-unavailable',
      message: 'This browser cannot run WebAssembly, which the models need. A current browser can.',
      retryable: false,
    });
  }
  const factory = new URL(BUILDS[device].mjs, self.location.href).href;
  wasm.wasmPaths = {
    mjs: device === 'wasm' ? residentFactory(factory) : factory,
    wasm: new URL(BUILDS[device].wasm, self.location.href).href,
  };
  wasm.numThreads = device === 'wasm' ? threads : 1;
}

function requireWebGpu(): void {
  const reason = !('gpu' in navigator)
    ? 'This browser offers no WebGPU.'
    : !('Suspending' in WebAssembly)
      ? 'This browser has WebGPU but not yet JavaScript Promise Integration, which the model runtime needs for it.'
      : null;
  if (reason) throw new DesksideError({ code: 'engine-unavailable', message: reason, retryable: false });
}
