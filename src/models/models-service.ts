import type { Remote } from 'comlink';
import { attempt, DesksideError, type Result } from '../contracts/failure';
import type { InstallProgress, ModelEntry } from '../contracts/model';
import type { ModelsListeners, ModelsWorkerApi, PickedFile } from '../contracts/models-api';
import { systemClock } from '../platform/clock';
import { watchBlockedRequests } from '../platform/blocked-requests';
import { fetchedChunksBeside } from './background/fetched-chunks';
import { CATALOGUE, modelBytes } from './catalogue';
import type { Fetch } from '../platform/fetch';
import { createProgressReporter, type ProgressReporter } from './install-progress';
import { createInstaller, type Installer } from './installer';
import type { OnHashed } from './local/read-local-model';
import type { LocalModel } from './local-model';
import { modelUnknown } from './model-failures';
import { createModelFetch } from './model-fetch';
import type { WeightStore } from './weight-store';

/** Comlink makes every listener asynchronous; nobody waits for them. */
type Listeners = ModelsListeners | Remote<ModelsListeners>;

/** What the models worker does: install, mend, pack and add models, each call cancellable by its id. */
export function createModelsService(openStore: () => Promise<WeightStore>): ModelsWorkerApi {
  const running = new Map<string, AbortController>();
  const blocked = watchBlockedRequests();

  /** Runs a call under its id. Calls of different models run side by side; the store's locks keep those of one model apart. */
  async function run<T>(
    requestId: string,
    work: (signal: AbortSignal, store: WeightStore) => Promise<T>,
  ): Promise<Result<T>> {
    const abort = new AbortController();
    running.set(requestId, abort);
    try {
      return await attempt(async () => work(abort.signal, await openStore()));
    } finally {
      running.delete(requestId);
    }
  }

  const fetchFor = (appBase: string, { onForeignRequest }: Listeners): Fetch =>
    createModelFetch(appBase, (request) => void onForeignRequest(request), blocked);

  const installerFor = (store: WeightStore, appBase: string, listeners: Listeners): Installer =>
    createInstaller({
      store,
      fetch: fetchFor(appBase, listeners),
      openFetched: fetchedChunksBeside(appBase),
    });

  async function requireEntry(store: WeightStore, modelId: string): Promise<ModelEntry> {
    const entry = await store.entry(modelId);
    if (entry) return entry;
    throw modelUnknown(modelId);
  }

  async function installLocal(
    store: WeightStore,
    { entry: found, fetch }: LocalModel,
    signal: AbortSignal,
    listeners: Listeners,
  ): Promise<ModelEntry> {
    const known = await store.entry(found.id);
    // Where the files are now says nothing about later.
    const entry = known ?? { ...found, baseUrl: '' };
    // Listed first, because what is stored of a model counts only by its entry.
    if (!known) await store.storage.putAddedEntry(entry);
    try {
      const onProgress = (progress: InstallProgress) => void listeners.onProgress(progress);
      await createInstaller({ store }).install(entry, { local: fetch, signal, onProgress });
      return entry;
    } catch (error) {
      if (!known) {
        await store.storage.deleteModel(entry.id);
        await store.storage.deleteAddedEntry(entry.id);
      }
      throw error;
    }
  }

  return {
    install: ({ requestId, modelId, sources, appBase }, listeners) =>
      run(requestId, async (signal, store) => {
        const entry = await requireEntry(store, modelId);
        await installerFor(store, appBase, listeners).install(entry, {
          ...{ signal, sources },
          onProgress: (progress) => void listeners.onProgress(progress),
        });
        return null;
      }),

    repair: ({ requestId, modelId, sources, appBase }, listeners) =>
      run(requestId, async (signal, store) => {
        const entry = await requireEntry(store, modelId);
        return installerFor(store, appBase, listeners).repair(entry, {
          ...{ signal, sources },
          onProgress: (progress) => void listeners.onProgress(progress),
        });
      }),

    exportPack: ({ requestId, modelId }, listeners) =>
      run(requestId, async (signal, store) => {
        const [entry, reader] = await Promise.all([requireEntry(store, modelId), store.reader(modelId)]);
        const { exportPack } = await import('./packs/export-pack');
        const progress = createProgressReporter({
          modelId,
          totalBytes: modelBytes(entry),
          clock: systemClock,
          onProgress: (told) => void listeners.onProgress(told),
        });
        progress.begin('packing');
        // Each byte is read twice: once for the checksum and once to be packed.
        const onBytes = (bytes: number): void => progress.received(bytes / 2);
        return exportPack({ entry, reader, signal, onBytes });
      }),

    importFiles: ({ requestId, files }, listeners) =>
      run(requestId, async (signal, store) =>
        installLocal(store, await openFiles(store, files, signal, listeners), signal, listeners),
      ),

    addHubModel: ({ requestId, sources, appBase, ...wanted }, listeners) =>
      run(requestId, async (signal, store) => {
        const { addHubModel } = await import('./hub/add-hub-model');
        const { hubs, redirects } = sources;
        return addHubModel(store, {
          ...wanted,
          hubs,
          redirects,
          fetch: fetchFor(appBase, listeners),
          signal,
        });
      }),

    probeMachine: () =>
      attempt(async () => {
        const { probeMachine } = await import('./probe/probe-machine');
        return probeMachine();
      }),

    cancel: async (requestId) => running.get(requestId)?.abort(),
    ping: async () => 'pong',
  };
}

async function openFiles(
  store: WeightStore,
  files: readonly PickedFile[],
  signal: AbortSignal,
  listeners: Listeners,
): Promise<LocalModel> {
  const [first] = files;
  if (!first) {
    throw new DesksideError({
      code: 'unsupported-model',
      message: 'No file was given. Choose a model pack, a GGUF file or the folder of an ONNX model.',
      retryable: false,
    });
  }
  const { isPack } = await import('./packs/is-pack');
  if (files.length === 1 && (await isPack(first.blob))) {
    const [{ openPack }, { findListing }] = await Promise.all([
      import('./packs/open-pack'),
      import('./catalogue/listings'),
    ]);
    const known = [...CATALOGUE, ...(await store.storage.addedEntries())];
    return openPack(first.blob, { findKnown: (id) => known.find((entry) => entry.id === id), findListing });
  }
  const { readLocalModel } = await import('./local/read-local-model');
  return readLocalModel(files, signal, hashingReporter(listeners));
}

/** Tells of files that are hashed; which model they are shows only afterwards, so that the reports name none. */
function hashingReporter({ onProgress }: Listeners): OnHashed {
  let progress: ProgressReporter | null = null;
  return (bytes, totalBytes) => {
    if (!progress) {
      const report = (told: InstallProgress): void => void onProgress(told);
      progress = createProgressReporter({ modelId: '', totalBytes, clock: systemClock, onProgress: report });
      progress.begin('verifying');
    }
    progress.received(bytes);
  };
}
