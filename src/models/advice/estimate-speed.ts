import type { MachineProfile } from '../../contracts/machine';
import type { Device, EngineId, ModelListing } from '../../contracts/model';

/**
 * WASM engines by what they compute with: bytes read for each weight, and the share of one thread's memory speed that they reach.
 * Measured with the starter's weights where the probe tells 30 GB/s (AMD EPYC, 2 cores): transformers, which expands weights to fp32,
 * 14 and 20 tokens/s with one and two threads; wllama 6.5 and 10.7 at 4 bits, 8.3 and 14 at 8 bits, where unpacking is what takes the time.
 */
const WASM_COSTS: Readonly<Partial<Record<EngineId, { bytesPerWeight: number; share: number }>>> = {
  transformers: { bytesPerWeight: 4, share: 0.25 },
  wllama: { bytesPerWeight: 1, share: 0.033 },
};
/** Beyond these, threads wait for memory and for one another. */
const MAX_USEFUL_THREADS = 8;

/**
 * Share of the GPU's memory speed that decoding reaches, and what a token costs besides in starting kernels. WebLLM's authors (Ruan et al.,
 * 2024) measured 41 tokens/s of Llama 3.1 8B and 71 of Phi-3.5 mini at 4 bits on an M3 Max of 400 GB/s; these give 36 and 63.
 */
const GPU_SHARE = 0.5;
const GPU_SECONDS_A_TOKEN = 0.005;

/** New tokens a second of a generator, from the probe; null where that cannot be told. Decoding reads every weight once a token. */
export function estimateSpeed(
  listing: Pick<ModelListing, 'task' | 'engine' | 'parameters' | 'downloadBytes'>,
  device: Device,
  { probe, threads }: Pick<MachineProfile, 'probe' | 'threads'>,
): number | null {
  if (listing.task !== 'text-generation' || probe === null) return null;
  if (device === 'webgpu') {
    if (probe.gpuBytesPerSecond === null) return null;
    return 1 / (listing.downloadBytes / (probe.gpuBytesPerSecond * GPU_SHARE) + GPU_SECONDS_A_TOKEN);
  }
  const cost = WASM_COSTS[listing.engine];
  if (cost === undefined) return null;
  // Two threads gave 1.4 to 1.7 times the speed of one.
  const gain = Math.sqrt(Math.min(threads, MAX_USEFUL_THREADS));
  return (probe.memoryBytesPerSecond * cost.share * gain) / (listing.parameters * cost.bytesPerWeight);
}
