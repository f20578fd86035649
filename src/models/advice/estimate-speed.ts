import type { MachineProfile } from '../../contracts/machine';
import type { Device, ModelListing, ModelVariant } from '../../contracts/model';

/** Bytes that WASM reads for each weight, and the share of one thread's memory speed that it reaches. */
interface WasmCost {
  readonly bytesPerWeight: number;
  readonly share: number;
}

/**
 * By what an engine computes with, measured with the starter's weights where the probe tells 30 GB/s (AMD EPYC, 2 cores; tokens/s with one
 * and with two threads, between those after 50 and after 1,000 tokens). transformers: 50 and 65 in 8 bits; expanded to fp32, 37 and 49.
 * wllama: 17 and 29 at 4 bits, where unpacking is what takes the time.
 */
const WASM_COSTS = {
  integers: { bytesPerWeight: 1, share: 0.224 },
  expanded: { bytesPerWeight: 4, share: 0.66 },
  gguf: { bytesPerWeight: 1, share: 0.076 },
} as const satisfies Readonly<Record<string, WasmCost>>;
/** What transformers.js calls weights of 8 bits. */
const EIGHT_BITS = /^(?:q8|u?int8)$/;
/** Beyond these, threads wait for memory and for one another. */
const MAX_USEFUL_THREADS = 8;

/**
 * Share of the GPU's memory speed that decoding reaches, and what a token costs besides in starting kernels. WebLLM's authors (Ruan et al.,
 * 2024) measured 41 tokens/s of Llama 3.1 8B and 71 of Phi-3.5 mini at 4 bits on an M3 Max of 400 GB/s; these give 36 and 63.
 */
const GPU_SHARE = 0.5;
const GPU_SECONDS_A_TOKEN = 0.005;

/** What is known of a model before its files are, and afterwards how it can be run. */
type Runnable = Pick<ModelListing, 'task' | 'engine' | 'parameters' | 'downloadBytes'> & {
  readonly variants?: readonly Pick<ModelVariant, 'device' | 'dtype'>[];
};

/**
 * New tokens a second of a generator in the first way that it has on that device, from the probe; null where that cannot be told. Decoding
 * reads every weight once a token.
 */
export function estimateSpeed(
  listing: Runnable,
  device: Device,
  { probe, threads }: Pick<MachineProfile, 'probe' | 'threads'>,
): number | null {
  if (listing.task !== 'text-generation' || probe === null) return null;
  if (device === 'webgpu') {
    if (probe.gpuBytesPerSecond === null) return null;
    return 1 / (listing.downloadBytes / (probe.gpuBytesPerSecond * GPU_SHARE) + GPU_SECONDS_A_TOKEN);
  }
  if (device !== 'wasm') return null;
  const cost = wasmCost(listing);
  if (cost === null) return null;
  // Two threads gave 1.3 to 1.7 times the speed of one.
  const gain = Math.sqrt(Math.min(threads, MAX_USEFUL_THREADS));
  return (probe.memoryBytesPerSecond * cost.share * gain) / (listing.parameters * cost.bytesPerWeight);
}

function wasmCost({ engine, variants }: Runnable): WasmCost | null {
  if (engine === 'wllama') return WASM_COSTS.gguf;
  if (engine !== 'transformers') return null;
  const dtype = variants?.find(({ device }) => device === 'wasm')?.dtype ?? '';
  return EIGHT_BITS.test(dtype) ? WASM_COSTS.integers : WASM_COSTS.expanded;
}
