import type { InstallProgress, ModelEntry } from '../../../src/contracts/model';
import type { OpenFetchedChunks } from '../../../src/models/background/fetched-chunks';
import type { DownloadPatience } from '../../../src/models/download-patience';
import { createInstaller, type Installer } from '../../../src/models/installer';
import { createWeightStore, type WeightStore } from '../../../src/models/weight-store';
import type { WeightStorage } from '../../../src/models/weight-storage';
import { createLocalLocks, type Locks } from '../../../src/platform/locks';
import type { EstimateStorage } from '../../../src/platform/storage-estimate';
import type { ModelServer } from './model-server';

export const ROOMY: EstimateStorage = async () => ({ used: 0, quota: 1e12, persisted: true });

/** Two tries within a few milliseconds. */
export const HASTY: DownloadPatience = { tries: 2, firstDelayMs: 1, mostDelayMs: 2, stallMs: 500 };

export interface TabOptions {
  readonly chunkBytes?: number;
  readonly estimate?: EstimateStorage;
  readonly patience?: DownloadPatience;
  /** Of all tabs of the browser; the tab has its own when left out. */
  readonly locks?: Locks;
  /** Nothing unless told. */
  readonly openFetched?: OpenFetchedChunks;
}

/** A store and its installer over the given parts, as one tab has them. */
export function openTab(
  storage: WeightStorage,
  catalogue: readonly ModelEntry[],
  { fetch }: Pick<ModelServer, 'fetch'>,
  {
    chunkBytes = 64,
    estimate = ROOMY,
    patience = HASTY,
    locks = createLocalLocks(),
    openFetched,
  }: TabOptions = {},
): { readonly store: WeightStore; readonly installer: Installer } {
  const store = createWeightStore(storage, { catalogue, locks });
  return {
    store,
    installer: createInstaller({
      ...{ store, fetch, locks, estimate, chunkBytes, patience },
      ...(openFetched ? { openFetched } : {}),
    }),
  };
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
  return new Uint8Array(await (await store.reader(modelId)).buffer(path));
}
