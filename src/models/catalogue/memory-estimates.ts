/**
 * Bytes at the peak of loading, for models that were not run here. Scaled from what was measured of the two starter models
 * (the `peakBytes` of their variants) and rounded up to 10 MB.
 */

/** ONNX on WebGPU: the file passes through the page on its way to the GPU. 600 MB were measured for a file of 109 MB. */
export function onnxGpuMemory(downloadBytes: number): number {
  return roundUp(1.5 * downloadBytes + 440e6);
}

/** ONNX embedders on WASM: the file and the runtime's own copy. 250 MB were measured for a file of 23 MB. */
export function onnxWasmMemory(downloadBytes: number): number {
  return roundUp(2 * downloadBytes + 200e6);
}

/** GGUF: the file is in memory once; the rest is for the conversation and the runtime. */
export function ggufMemory(downloadBytes: number): number {
  return roundUp(1.1 * downloadBytes + 250e6);
}

export function roundUp(bytes: number): number {
  return Math.ceil(bytes / 10e6) * 10e6;
}
