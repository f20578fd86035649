import { DesksideError, toFailure, type Failure } from '../contracts/failure';
import type { LoadedModelInfo } from '../contracts/inference-api';
import type { InstallProgress, ModelEntry, ModelStatus } from '../contracts/model';
import type { Observable } from '../contracts/observable';
import type { Installer } from '../models/installer';
import type { WeightStore } from '../models/weight-store';
import { CATALOGUE, findModel, modelBytes } from '../models/catalogue';
import { createObservable } from '../platform/observable';
import type { ModelCard } from './api';

export interface ModelManager {
  readonly cards: Observable<readonly ModelCard[]>;
  /** Reads from the store what is there. */
  refresh(): Promise<void>;
  /** Installs the model unless it is there; joins an install that is under way. */
  install(modelId: string, signal?: AbortSignal): Promise<void>;
  cancel(modelId: string): void;
  remove(modelId: string): Promise<void>;
  /** Returns how many chunks were fetched again. */
  repair(modelId: string): Promise<number>;
}

interface ManagerParts {
  readonly store: WeightStore;
  readonly installer: Installer;
  readonly loaded: Observable<readonly LoadedModelInfo[]>;
  /** Gives the memory of a model back before its weights are removed. */
  readonly unload: (modelId: string) => Promise<void>;
}

/** Keeps the models view up to date and makes sure that a model is installed once, however often it is asked for. */
export function createModelManager({ store, installer, loaded, unload }: ManagerParts): ModelManager {
  const cards = createObservable<readonly ModelCard[]>(CATALOGUE.map(absentCard));
  const installs = new Map<string, { readonly promise: Promise<void>; readonly abort: AbortController }>();

  loaded.subscribe((infos) => {
    for (const { entry } of cards.get())
      showLoaded(entry, infos.find(({ modelId }) => modelId === entry.id) ?? null);
  });

  function patch(modelId: string, change: Partial<ModelCard>): void {
    cards.update((all) => all.map((card) => (card.entry.id === modelId ? { ...card, ...change } : card)));
  }

  function showLoaded(entry: ModelEntry, loaded: LoadedModelInfo | null): void {
    const before = cards.get().find((card) => card.entry.id === entry.id)?.loaded;
    patch(entry.id, { loaded });
    // Loading is a use, and the store knows when it was; what cannot be read now is read at the next occasion.
    if (loaded && !before) void refreshOne(entry).catch(() => undefined);
  }

  async function refreshOne(entry: ModelEntry): Promise<ModelStatus> {
    const status = await store.status(entry.id);
    patch(entry.id, { status });
    return status;
  }

  async function runInstall(entry: ModelEntry, signal: AbortSignal): Promise<void> {
    if ((await refreshOne(entry)).state === 'installed') return;
    patch(entry.id, { failure: null });
    try {
      const onProgress = (progress: InstallProgress) => patch(entry.id, { progress });
      await installer.install(entry, { signal, onProgress });
    } catch (thrown) {
      const failure = toFailure(thrown);
      patch(entry.id, { failure: failure.code === 'cancelled' ? null : failure });
      throw thrown;
    } finally {
      patch(entry.id, { progress: null });
      await refreshOne(entry);
    }
  }

  return {
    cards,
    async refresh() {
      await Promise.all(CATALOGUE.map(refreshOne));
    },
    async install(modelId, signal) {
      const entry = knownModel(modelId);
      let running = installs.get(modelId);
      if (!running) {
        const abort = new AbortController();
        const promise = runInstall(entry, abort.signal).finally(() => installs.delete(modelId));
        running = { promise, abort };
        installs.set(modelId, running);
      }
      const { abort, promise } = running;
      const cancel = () => abort.abort();
      signal?.addEventListener('abort', cancel, { once: true });
      await promise.finally(() => signal?.removeEventListener('abort', cancel));
    },
    cancel(modelId) {
      installs.get(modelId)?.abort.abort();
    },
    async remove(modelId) {
      const entry = knownModel(modelId);
      await unload(modelId);
      await store.remove(modelId);
      patch(modelId, { failure: null });
      await refreshOne(entry);
    },
    async repair(modelId) {
      const entry = knownModel(modelId);
      try {
        const mended = await installer.repair(entry);
        patch(modelId, { failure: null });
        return mended;
      } catch (thrown) {
        patch(modelId, { failure: toFailure(thrown) });
        throw thrown;
      } finally {
        await refreshOne(entry);
      }
    },
  };
}

/** The catalogue's entry, or `model-unknown`. */
export function knownModel(modelId: string): ModelEntry {
  const entry = findModel(modelId);
  if (entry) return entry;
  const failure: Failure = {
    code: 'model-unknown',
    message: `There is no model called “${modelId}”. Known models: ${CATALOGUE.map(({ id }) => id).join(', ')}.`,
    retryable: false,
  };
  throw new DesksideError(failure);
}

function absentCard(entry: ModelEntry): ModelCard {
  const status: ModelStatus = {
    modelId: entry.id,
    state: 'absent',
    storedBytes: 0,
    totalBytes: modelBytes(entry),
    lastUsedAt: null,
  };
  return { entry, status, progress: null, loaded: null, failure: null };
}
