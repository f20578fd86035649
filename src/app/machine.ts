import type { GpuFacts, MachineProbe, MachineProfile } from '../contracts/machine';
import type { Observable } from '../contracts/observable';
import { readMachineMemory } from '../platform/machine-memory';
import { createObservable } from '../platform/observable';
import type { PageStorage } from '../platform/page-storage';
import { probeGpu } from '../platform/probe-gpu';
import { estimateStorage } from '../platform/storage-estimate';
import { chooseThreadCount } from '../platform/thread-count';
import type { MachineFacts } from './api';

/** What this machine can do, as far as it is known. */
export interface Machine {
  readonly facts: Observable<MachineFacts>;
  /** What models are chosen by. `removableBytes`: of stored models that could make room. */
  profile(removableBytes?: number): MachineProfile;
  /** Looks the GPU and the storage up. Never rejects. */
  refresh(): Promise<void>;
  showModelBytes(bytes: number): void;
  keepProbe(probe: MachineProbe): void;
}

const PROBE_KEY = 'deskside.machine-probe';

/** @param persistent whether the store outlives the page */
export function createMachine(storage: PageStorage, persistent: boolean): Machine {
  let gpu: GpuFacts | null = null;
  const facts = createObservable<MachineFacts>({
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
    modelBytes: 0,
    storagePersistent: persistent,
    probe: readProbe(storage),
  });

  return {
    facts,
    profile(removableBytes = 0) {
      const { threads, memoryGiB, storageUsed, storageQuota, probe } = facts.get();
      const free = storageUsed === null || storageQuota === null ? null : storageQuota - storageUsed;
      return { gpu, threads, memoryGiB, freeBytes: free === null ? null : free + removableBytes, probe };
    },
    async refresh() {
      const [found, storage] = await Promise.all([probeGpu(), estimateStorage()]);
      gpu = found;
      facts.update((before) => ({
        ...before,
        gpu: gpu && (gpu.isFallback ? `${gpu.name} (software)` : gpu.name),
        shaderF16: gpu?.shaderF16 ?? false,
        storageUsed: storage.used,
        storageQuota: storage.quota,
        storagePersisted: storage.persisted,
      }));
    },
    showModelBytes: (modelBytes) =>
      facts.get().modelBytes === modelBytes || facts.update((before) => ({ ...before, modelBytes })),
    keepProbe(probe) {
      storage.setItem(PROBE_KEY, JSON.stringify(probe));
      facts.update((before) => ({ ...before, probe }));
    },
  };
}

/** What an earlier visit measured; null where there is nothing that makes sense. */
function readProbe(storage: PageStorage): MachineProbe | null {
  try {
    const kept = JSON.parse(storage.getItem(PROBE_KEY) ?? 'null') as Partial<MachineProbe> | null;
    const { memoryBytesPerSecond, gpuBytesPerSecond = null, measuredAt } = kept ?? {};
    return memoryBytesPerSecond && measuredAt
      ? { memoryBytesPerSecond, gpuBytesPerSecond, measuredAt }
      : null;
  } catch {
    return null;
  }
}
