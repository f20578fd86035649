import type { MachineFacts } from './api';
import { readMachineMemory } from '../platform/machine-memory';
import { probeGpu } from '../platform/probe-gpu';
import { estimateStorage } from '../platform/storage-estimate';
import { chooseThreadCount } from '../platform/thread-count';

/** What is known at once, before anything is asked of the browser. */
export function firstMachineFacts(): MachineFacts {
  return {
    threads: chooseThreadCount({
      logicalCores: navigator.hardwareConcurrency,
      crossOriginIsolated: globalThis.crossOriginIsolated,
    }),
    crossOriginIsolated: globalThis.crossOriginIsolated,
    memoryGiB: readMachineMemory(),
    gpu: null,
    shaderF16: false,
    storageUsed: null,
    storageQuota: null,
    storagePersisted: false,
  };
}

/** The facts with the GPU and the storage looked up. Never rejects. */
export async function readMachineFacts(): Promise<MachineFacts> {
  const [gpu, storage] = await Promise.all([probeGpu(), estimateStorage()]);
  return {
    ...firstMachineFacts(),
    gpu: gpu && (gpu.isFallback ? `${gpu.name} (software)` : gpu.name),
    shaderF16: gpu?.shaderF16 ?? false,
    storageUsed: storage.used,
    storageQuota: storage.quota,
    storagePersisted: storage.persisted,
  };
}
