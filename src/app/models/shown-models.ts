import type { ModelEntry, ModelState } from '../../contracts/model';
import type { DownloadRecord } from '../../models/weight-storage';
import type { WeightStore } from '../../models/weight-store';
import type { ModelCards } from './model-cards';
import { isRemote, type ModelRegistry } from './model-registry';
import type { StoredModelsMarker } from './stored-models-marker';

/** What is known of a model after a look at the store. */
export interface SeenModel {
  readonly state: ModelState;
  /** What is to become of the download that an earlier visit, or another tab, left unfinished; null where there is none. */
  readonly wanted: DownloadRecord['wanted'] | null;
}

/** Keeps cards and registry in step with the store. */
export interface ShownModels {
  /** Rejects with `storage-unavailable`. */
  look(modelId: string): Promise<SeenModel>;
  lookAtAll(): Promise<void>;
  /** Shows a model whose files are pinned. */
  list(entry: ModelEntry): void;
  forget(modelId: string): void;
}

export function createShownModels(parts: {
  readonly store: WeightStore;
  readonly cards: ModelCards;
  readonly registry: ModelRegistry;
  readonly marker: StoredModelsMarker;
  readonly isRunning: (modelId: string) => boolean;
}): ShownModels {
  const { store, cards, registry, marker } = parts;
  const { storage } = store;

  function list(entry: ModelEntry): void {
    registry.add(entry);
    cards.addEntry(entry);
  }

  function forget(modelId: string): void {
    registry.forget(modelId);
    cards.removeEntry(modelId);
  }

  /** What the store has of all models together. */
  async function readRecords() {
    const [downloads, measurements, added] = await Promise.all([
      storage.downloads(),
      storage.measurements(),
      storage.addedEntries(),
    ]);
    return { downloads, measurements, added };
  }

  async function look(modelId: string, records = readRecords()): Promise<SeenModel> {
    const remote = cards.card(modelId);
    // The store knows nothing of what others run.
    if (remote && isRemote(remote.listing)) return { state: remote.status.state, wanted: null };
    const [status, { downloads, measurements, added }] = await Promise.all([store.status(modelId), records]);
    // Another tab, or the worker, may have listed it or taken it off the list.
    const entry = added.find(({ id }) => id === modelId);
    if (entry && !registry.find(modelId)) list(entry);
    if (!entry && registry.added().some(({ id }) => id === modelId)) forget(modelId);
    const record = downloads.find((download) => download.modelId === modelId);
    const card = cards.card(modelId);
    const isBackground = record?.wanted === 'background';
    const isRunning = parts.isRunning(modelId) || (card !== undefined && card.progress !== null);
    cards.patch(modelId, {
      // Of a model that is only listed the store knows nothing yet.
      status: { ...status, totalBytes: status.totalBytes || (card?.listing.downloadBytes ?? 0) },
      // One that ended by a failure waits for the next visit; for the user that is the same as a pause.
      download: record ? (isBackground ? 'background' : isRunning ? 'running' : 'paused') : null,
      measured: measurements.find((measurement) => measurement.modelId === modelId) ?? null,
    });
    // What is gone with the page is not missed after it.
    if (storage.persistent) marker.note(modelId, status.state === 'installed' || status.state === 'damaged');
    return { state: status.state, wanted: record?.wanted ?? null };
  }

  return {
    look: (modelId) => look(modelId),
    list,
    forget,
    async lookAtAll() {
      const records = readRecords();
      const [{ added, downloads }, manifests] = await Promise.all([records, storage.manifests()]);
      for (const entry of added) list(entry);
      const known = cards.cards.get().map(({ listing }) => listing.id);
      const stored = [...manifests, ...downloads].map(({ modelId }) => modelId);
      await Promise.all([...new Set([...known, ...stored])].map((modelId) => look(modelId, records)));
    },
  };
}
