import { defaultClientConditions } from 'vite';

/**
 * Makes `onnxruntime-web` resolve to its build without an embedded WebAssembly address. Otherwise Vite would ship the 27 MB "asyncify" binary,
 * which nothing uses: `src/engines/transformers/runtime.ts` names the binaries itself.
 */
export const RUNTIME_CONDITIONS = ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions];
