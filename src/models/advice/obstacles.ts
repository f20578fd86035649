import type { GpuFacts, MachineProfile, ModelAdvice } from '../../contracts/machine';
import type { Device, ModelEntry, ModelListing } from '../../contracts/model';
import { STORAGE_OVERHEAD } from '../quota-check';
import { isShortOfMemory, MOST_REPORTED_GIB, pageBytes } from '../../platform/memory-limits';
import { memoryWords, storageWords } from './size-words';

/** Why a model cannot run in some way, or not be stored. */
export interface Obstacle {
  readonly fit: Extract<ModelAdvice['fit'], 'too-large' | 'no-engine'>;
  /** A sentence for people. */
  readonly reason: string;
}

/** What 32-bit addresses reach. */
const WASM_BYTES = 4 * 2 ** 30;

/** Bytes at the peak of loading: of pinned models for that device, else the listing's estimate. */
export function peakBytesOn(listing: ModelListing | ModelEntry, device: Device): number {
  if (!('variants' in listing)) return listing.memoryBytes;
  const variant = listing.variants.find((candidate) => candidate.device === device);
  return variant?.peakBytes ?? listing.memoryBytes;
}

/** What keeps the model from running on this device of this machine, or null. */
export function findDeviceObstacle(
  listing: ModelListing | ModelEntry,
  device: Device,
  machine: MachineProfile,
): Obstacle | null {
  // What others run is their business.
  if (device === 'server' || device === 'browser') return null;
  const peakBytes = peakBytesOn(listing, device);
  if (device === 'webgpu') return findGpuObstacle(listing, machine.gpu) ?? findShortage(peakBytes, machine);
  if (peakBytes > WASM_BYTES) {
    return {
      fit: 'too-large',
      reason: `It needs about ${memoryWords(peakBytes)} of memory, more than the 4 GiB that WASM can address.`,
    };
  }
  return findShortage(peakBytes, machine);
}

function findGpuObstacle(
  { requiresF16, largestTensorBytes = 0 }: ModelListing,
  gpu: GpuFacts | null,
): Obstacle | null {
  if (gpu === null) {
    return { fit: 'no-engine', reason: 'This browser offers no WebGPU on this machine.' };
  }
  if (gpu.isFallback) {
    return {
      fit: 'no-engine',
      reason: `WebGPU is only emulated by the processor here (${gpu.name}), which is far too slow.`,
    };
  }
  if (requiresF16 && !gpu.shaderF16) {
    return {
      fit: 'no-engine',
      reason: `It needs a GPU with 16-bit floats in shaders, which this one (${gpu.name}) does not offer.`,
    };
  }
  const bufferBytes = Math.min(gpu.maxBufferSize, gpu.maxStorageBufferBindingSize);
  if (largestTensorBytes > bufferBytes) {
    return {
      fit: 'too-large',
      reason: `Its largest part takes ${storageWords(largestTensorBytes)}, and this GPU (${gpu.name}) takes at most ${storageWords(bufferBytes)} in one piece.`,
    };
  }
  return null;
}

function findShortage(peakBytes: number, { memoryGiB }: Pick<MachineProfile, 'memoryGiB'>): Obstacle | null {
  if (!isShortOfMemory(peakBytes, memoryGiB)) return null;
  return {
    fit: 'too-large',
    reason: `It needs about ${memoryWords(peakBytes)} of memory while it loads, and a page gets about half of this machine’s ${memoryGiB} GiB.`,
  };
}

/** Whether the machine may be too small although it cannot be told. */
export function isMemoryUncertain(
  peakBytes: number,
  { memoryGiB }: Pick<MachineProfile, 'memoryGiB'>,
): boolean {
  if (memoryGiB !== null && memoryGiB < MOST_REPORTED_GIB) return false;
  return peakBytes > pageBytes(memoryGiB ?? MOST_REPORTED_GIB / 2);
}

/** What keeps the rest of the model from being stored, or null. */
export function findStorageObstacle(
  { downloadBytes }: Pick<ModelListing, 'downloadBytes'>,
  storedBytes: number,
  { freeBytes }: Pick<MachineProfile, 'freeBytes'>,
): Obstacle | null {
  const needed = Math.max(0, downloadBytes - storedBytes) * STORAGE_OVERHEAD;
  if (freeBytes === null || needed <= freeBytes) return null;
  return {
    fit: 'too-large',
    reason: `It needs ${storageWords(needed)} of storage, and the browser has ${storageWords(Math.max(0, freeBytes))} free for Deskside. Free some disk space or remove a model.`,
  };
}
