import type { InstallProgress, ModelEntry } from '../../../src/contracts/model';
import { createInstaller, type Installer } from '../../../src/models/installer';
import { createWeightStore, type WeightStore } from '../../../src/models/weight-store';
import type { WeightStorage } from '../../../src/models/weight-storage';
import { createLocalLocks } from '../../../src/platform/locks';
import type { EstimateStorage } from '../../../src/platform/storage-estimate';
import type { ModelServer } from './model-server';

export const ROOMY: EstimateStorage = async () => ({ used: 0, quota: 1e12, persisted: true });

/** A store and its installer over the given parts, as one tab has them. */
export function openTab(
  storage: WeightStorage,
  catalogue: readonly ModelEntry[],
  server: Pick<ModelServer, 'fetch'>,
  options: { readonly chunkBytes?: number; readonly estimate?: EstimateStorage } = {},
): { readonly store: WeightStore; readonly installer: Installer } {
  const locks = createLocalLocks();
  const store = createWeightStore(storage, { catalogue, locks });
  const { chunkBytes = 64, estimate = ROOMY } = options;
  return { store, installer: createInstaller({ store, fetch: server.fetch, locks, estimate, chunkBytes }) };
}

export function collectProgress(): {
  readonly seen: InstallProgress[];
  readonly onProgress: (progress: InstallProgress) => void;
} {
  const seen: InstallProgress[] = [];
  return { seen, onProgress: (progress) => void seen.push(progress) };
}

/** The bytes of a file as an engine gets them. */
export async function readFile(store: WeightStore, modelId: string, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await (await store.reader(modelId)).blob(path)).arrayBuffer());
}
