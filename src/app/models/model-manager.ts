import { DesksideError } from '../../contracts/failure';
import type { MachineProfile } from '../../contracts/machine';
import type { InstallProgress, ModelEntry, ModelState, RoomPlan } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import type { PickedFile } from '../../contracts/models-api';
import type { Observable } from '../../contracts/observable';
import type { WeightStore } from '../../models/weight-store';
import type { ModelsClient } from '../../worker-client/models-client';
import type { ModelCard } from '../api';
import { findUnpinnedListing, readListings } from './listings';
import type { ModelCards } from './model-cards';
import type { ModelRegistry } from './model-registry';
import { requireHub, requireSource } from './reachable-sources';
import { createModelTransfers, type ModelTransfers } from './model-transfers';
import type { TransferChannel } from './transfer-channel';
import type { Locks } from '../../platform/locks';
import type { StoredModelsMarker } from './stored-models-marker';

export interface ModelManager {
  readonly cards: Observable<readonly ModelCard[]>;
  /** Reads from the store what is there. */
  refresh(): Promise<void>;
  /** Takes up downloads that an earlier visit left unfinished. */
  resumeDownloads(): Promise<void>;
  /** Installs the model unless it is there; joins an install that is under way. Rejects as `DesksideApp.installModel`. */
  install(modelId: string, signal?: AbortSignal): Promise<void>;
  pause(modelId: string): Promise<void>;
  discard(modelId: string): Promise<void>;
  remove(modelId: string): Promise<void>;
  /** Returns how many chunks were fetched again. */
  repair(modelId: string): Promise<number>;
  exportPack(modelId: string): Promise<{ readonly name: string; readonly blob: Blob }>;
  importFiles(files: readonly PickedFile[]): Promise<string>;
  addHubModel(address: string): Promise<string>;
  forget(modelId: string): Promise<void>;
  planRoom(modelId: string): Promise<RoomPlan>;
  isWorking(): boolean;
}

export interface ManagerParts {
  readonly store: WeightStore;
  readonly client: ModelsClient;
  readonly cards: ModelCards;
  readonly registry: ModelRegistry;
  readonly channel: TransferChannel;
  readonly locks: Locks;
  readonly marker: StoredModelsMarker;
  readonly machine: () => MachineProfile;
  /** Those that the user allowed, and those of them that the policy of this load lets through. */
  readonly sources: () => { readonly wanted: ModelSources; readonly reachable: ModelSources };
  /** Gives the memory of a model back before its weights are removed. */
  readonly unload: (modelId: string) => Promise<void>;
  /** The database was reopened and asked again, and still did not answer (fault 10): only a new page can help. */
  readonly onStorageLost: (message: string) => void;
}

/** Keeps the models view up to date and makes sure that a model is written once, however often and wherever it is asked for. */
export function createModelManager(parts: ManagerParts): ModelManager {
  const { store, client, cards, registry, machine, sources, marker } = parts;
  const transfers: ModelTransfers = createModelTransfers({
    channel: parts.channel,
    locks: parts.locks,
    listeners: {
      onProgress: (modelId, progress) => cards.patch(modelId, { progress }),
      async onEnd(modelId, failure) {
        cards.patch(modelId, { failure: failure?.code === 'cancelled' ? null : failure });
        if (failure?.code === 'storage-unavailable') parts.onStorageLost(failure.message);
        await refreshOne(modelId).catch(() => undefined);
      },
      onAbandoned: (modelId) => void takeOver(modelId),
    },
  });

  /** Reads from the store what is there of a model. `isWanted`: an earlier visit, or another tab, left its download unfinished. */
  async function refreshOne(
    modelId: string,
  ): Promise<{ readonly state: ModelState; readonly isWanted: boolean }> {
    const [status, downloads, measurements, added] = await Promise.all([
      store.status(modelId),
      store.storage.downloads(),
      store.storage.measurements(),
      store.storage.addedEntries(),
    ]);
    // Another tab, or the worker, may have listed it.
    const entry = added.find(({ id }) => id === modelId);
    if (entry && !registry.find(modelId)) list(entry);
    const record = downloads.find((download) => download.modelId === modelId);
    // One that ended by a failure waits for the next visit; for the user that is the same as a pause.
    const card = cards.card(modelId);
    const isRunning = transfers.isRunning(modelId) || (card !== undefined && card.progress !== null);
    cards.patch(modelId, {
      // Of a model that is only listed the store knows nothing yet.
      status: { ...status, totalBytes: status.totalBytes || (card?.listing.downloadBytes ?? 0) },
      download: record ? (isRunning ? 'running' : 'paused') : null,
      measured: measurements.find((measurement) => measurement.modelId === modelId) ?? null,
    });
    marker.note(modelId, status.state === 'installed' || status.state === 'damaged');
    return { state: status.state, isWanted: record?.wanted === 'running' };
  }

  function list(entry: ModelEntry): void {
    registry.add(entry);
    cards.addEntry(entry);
  }

  async function takeOver(modelId: string): Promise<void> {
    const { state, isWanted } = await refreshOne(modelId);
    if (state !== 'installed' && isWanted) await install(modelId).catch(() => undefined);
  }

  /** Fault 15: what cannot run here is refused before anything of it is fetched. */
  function requireFit(modelId: string): void {
    const advice = cards.card(modelId)?.advice;
    if (advice?.fit !== 'too-large' && advice?.fit !== 'no-engine') return;
    throw new DesksideError({
      code: advice.fit === 'too-large' ? 'too-large' : 'engine-unavailable',
      message: advice.reasons.join(' '),
      retryable: false,
    });
  }

  /** The entry with every file pinned; a model that is only listed is looked up on its hub first. */
  async function pin(modelId: string, signal: AbortSignal): Promise<ModelEntry> {
    const known = registry.find(modelId);
    if (known) return known;
    const listing = await findUnpinnedListing(modelId);
    if (!listing) return registry.require(modelId);
    const { wanted, reachable } = sources();
    requireHub(listing.name, wanted, reachable);
    const entry = await client.addHubModel(listing.source, reachable, machine(), { signal });
    list(entry);
    return entry;
  }

  async function runInstall(
    modelId: string,
    signal: AbortSignal,
    onProgress: (progress: InstallProgress) => void,
  ): Promise<void> {
    if ((await refreshOne(modelId)).state === 'installed') return;
    cards.patch(modelId, { failure: null });
    requireFit(modelId);
    const entry = await pin(modelId, signal);
    const { wanted, reachable } = sources();
    requireSource(entry, wanted, reachable);
    await client.install(modelId, reachable, { signal, onProgress });
  }

  const install = (modelId: string, signal?: AbortSignal): Promise<void> =>
    transfers.run(modelId, (own, onProgress) => runInstall(modelId, own, onProgress), signal);

  async function remove(modelId: string): Promise<void> {
    await parts.unload(modelId);
    await store.remove(modelId);
    cards.patch(modelId, { failure: null });
    await refreshOne(modelId);
  }

  return {
    cards: cards.cards,

    async refresh() {
      const [added, manifests, downloads] = await Promise.all([
        store.storage.addedEntries(),
        store.storage.manifests(),
        store.storage.downloads(),
      ]);
      for (const entry of added) list(entry);
      const known = cards.cards.get().map(({ listing }) => listing.id);
      const stored = [...manifests, ...downloads].map(({ modelId }) => modelId);
      await Promise.all([...new Set([...known, ...stored])].map(refreshOne));
      void readListings().then(cards.list);
    },

    async resumeDownloads() {
      for (const { modelId, wanted } of await store.storage.downloads())
        if (wanted === 'running') void install(modelId).catch(() => undefined);
    },

    install,
    pause: (modelId) => transfers.stop(modelId),
    async discard(modelId) {
      await transfers.stop(modelId);
      await remove(modelId);
    },
    remove,

    async repair(modelId) {
      const entry = registry.require(modelId);
      let mended = 0;
      await transfers.run(modelId, async (signal, onProgress) => {
        const { reachable } = sources();
        mended = await client.repair(entry.id, reachable, { signal, onProgress });
      });
      return mended;
    },

    async exportPack(modelId) {
      const { id } = registry.require(modelId);
      const { PACK_EXTENSION } = await import('../../models/packs/pack-extension');
      try {
        const onProgress = (progress: InstallProgress): void => cards.patch(id, { progress });
        return { name: id + PACK_EXTENSION, blob: await client.exportPack(id, { onProgress }) };
      } finally {
        cards.patch(id, { progress: null });
      }
    },

    async importFiles(files) {
      const shown = new Set<string>();
      const onProgress = (progress: InstallProgress): void => {
        shown.add(progress.modelId);
        cards.patch(progress.modelId, { progress });
      };
      try {
        const entry = await client.importFiles(files, { onProgress });
        if (!registry.find(entry.id)) list(entry);
        cards.patch(entry.id, { failure: null });
        shown.add(entry.id);
        return entry.id;
      } finally {
        for (const modelId of shown) {
          cards.patch(modelId, { progress: null });
          await refreshOne(modelId);
        }
      }
    },

    async addHubModel(address) {
      const { parseHubAddress } = await import('../../models/hub/hub-address');
      const parsed = parseHubAddress(address);
      if (!parsed) throw unreadableAddress(address);
      const { wanted, reachable } = sources();
      requireHub(parsed.repo, wanted, reachable);
      const entry = await client.addHubModel(parsed, reachable, machine());
      list(entry);
      cards.list(await readListings());
      await refreshOne(entry.id);
      return entry.id;
    },

    async forget(modelId) {
      await transfers.stop(modelId);
      await remove(modelId);
      await store.storage.deleteAddedEntry(modelId);
      registry.forget(modelId);
      cards.removeEntry(modelId);
    },

    async planRoom(modelId) {
      const { planRoom } = await import('../../models/room/plan-room');
      const all = cards.cards.get();
      const { totalBytes = 0, storedBytes = 0 } =
        all.find(({ listing }) => listing.id === modelId)?.status ?? {};
      return planRoom({
        neededBytes: totalBytes - storedBytes,
        freeBytes: machine().freeBytes,
        models: all
          .filter(({ status, listing }) => status.storedBytes > 0 && listing.id !== modelId)
          .map(({ listing, status, chosen, loaded, progress }) => ({
            modelId: listing.id,
            name: listing.name,
            bytes: status.storedBytes,
            lastUsedAt: status.lastUsedAt,
            keep: chosen || loaded !== null || progress !== null,
          })),
      });
    },

    isWorking: () => cards.cards.get().some(({ progress }) => progress !== null),
  };
}

function unreadableAddress(address: string): DesksideError {
  return new DesksideError({
    code: 'unsupported-model',
    message: `“${address}” names no model of a hub. Give its owner and name, for instance “HuggingFaceTB/SmolLM2-360M-Instruct”, or the address of its page.`,
    retryable: false,
  });
}
