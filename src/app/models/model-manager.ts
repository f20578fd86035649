import { DesksideError } from '../../contracts/failure';
import type { ForeignRequest } from '../../contracts/foreign-request';
import type { MachineProfile } from '../../contracts/machine';
import type { InstallProgress, ModelEntry, RoomPlan } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import type { PickedFile } from '../../contracts/models-api';
import type { Observable } from '../../contracts/observable';
import { modelOfFetchedCache } from '../../models/background/fetched-cache-name';
import type { WeightStore } from '../../models/weight-store';
import type { Locks } from '../../platform/locks';
import type { ModelsClient } from '../../worker-client/models-client';
import type { ModelCard } from '../api';
import { lazily } from '../lazily';
import { findUnpinnedListing, readListings } from './listings';
import type { ModelCards } from './model-cards';
import type { ModelRegistry } from './model-registry';
import { createModelTransfers } from './model-transfers';
import { planRoomFor } from './room-plan';
import { createShownModels } from './shown-models';
import type { StoredModelsMarker } from './stored-models-marker';
import type { TransferChannel } from './transfer-channel';

/** Loaded with the first download: the page itself must come fast. */
const refusals = () => import('./source-refusals');

export interface ImportWatch {
  readonly signal: AbortSignal;
  /** `modelId` is empty while the files are still being read. */
  readonly onProgress: (progress: InstallProgress) => void;
}

export interface ModelManager {
  readonly cards: Observable<readonly ModelCard[]>;
  /** Reads from the store what is there. */
  refresh(): Promise<void>;
  /** Shows every model of the catalogue; those that the app does not hold the files' names of are read with the first call. */
  listCatalogue(): Promise<void>;
  /** Takes up downloads that an earlier visit left unfinished. */
  resumeDownloads(): Promise<void>;
  /** Whether the model is stored, if perhaps damaged. */
  isStored(modelId: string): Promise<boolean>;
  /** Installs the model unless it is there; joins an install that is under way. Rejects as `DesksideApp.installModel`. */
  install(modelId: string, signal?: AbortSignal): Promise<void>;
  /** Lets the browser go on with the download by itself, also when there is no page. */
  handOver(modelId: string): Promise<void>;
  pause(modelId: string): Promise<void>;
  discard(modelId: string): Promise<void>;
  remove(modelId: string): Promise<void>;
  /** Returns how many chunks were fetched again. */
  repair(modelId: string): Promise<number>;
  exportPack(modelId: string): Promise<{ readonly name: string; readonly blob: Blob }>;
  importFiles(files: readonly PickedFile[], watch: ImportWatch): Promise<string>;
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
  /** Puts a request that left the page on record. */
  readonly note: (request: ForeignRequest) => void;
  /** Gives the memory of a model back before its weights are removed. */
  readonly unload: (modelId: string) => Promise<void>;
  /** The database was reopened and asked again, and still did not answer (fault 10): only a new page can help. */
  readonly onStorageLost: (message: string) => void;
  /** A model was written or given up, whoever asked for it: there is another amount of room. */
  readonly onWritten: () => void;
}

/** Keeps the models view up to date and makes sure that a model is written once, however often and wherever it is asked for. */
export function createModelManager(parts: ManagerParts): ModelManager {
  const { store, client, cards, registry, machine, sources } = parts;
  let imports = 0;
  const transfers = createModelTransfers({
    channel: parts.channel,
    locks: parts.locks,
    listeners: {
      onProgress: (modelId, progress) => cards.patch(modelId, { progress }),
      async onEnd(modelId, failure) {
        cards.patch(modelId, { failure: failure?.code === 'cancelled' ? null : failure });
        if (failure?.code === 'storage-unavailable') parts.onStorageLost(failure.message);
        await shown.look(modelId).catch(() => undefined);
        parts.onWritten();
      },
      onChanged: (modelId) => void lookAndFollow(modelId).catch(() => undefined),
      onAbandoned: (modelId) => void takeOver(modelId).catch(() => undefined),
    },
  });
  const shown = createShownModels({ ...parts, isRunning: transfers.isRunning });

  async function takeOver(modelId: string): Promise<void> {
    const { state, wanted } = await shown.look(modelId);
    if (state !== 'installed' && wanted === 'running') await install(modelId);
  }

  /** Loaded with the first download that the browser goes on with by itself. */
  const background = lazily(async () => {
    const { createBackgroundDownloads } = await import('./background-downloads');
    return createBackgroundDownloads({
      ...{ cards, install, storage: store.storage, locks: parts.locks, note: parts.note },
      requireEntry: registry.require,
      sources: () => sources().reachable,
      stop: transfers.stop,
      async changed(modelId) {
        await shown.look(modelId);
        transfers.tellChanged(modelId);
      },
    });
  });

  async function lookAndFollow(modelId: string): Promise<void> {
    if ((await shown.look(modelId)).wanted === 'background') await (await background()).follow(modelId);
  }

  /** Ends whatever fetches the model: this tab, another one, or the browser by itself. */
  async function stop(modelId: string): Promise<void> {
    await transfers.stop(modelId);
    if (cards.card(modelId)?.download === 'background') await (await background()).end(modelId);
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
    const { requireHub } = await refusals();
    requireHub(listing.name, wanted, reachable);
    const entry = await client.addHubModel(listing.source, reachable, machine(), { signal });
    shown.list(entry);
    cards.list(await readListings());
    return entry;
  }

  async function runInstall(
    modelId: string,
    signal: AbortSignal,
    onProgress: (progress: InstallProgress) => void,
  ): Promise<void> {
    const seen = await shown.look(modelId);
    if (seen.state === 'installed') return;
    if (seen.wanted === 'background') await (await background()).end(modelId);
    cards.patch(modelId, { failure: null });
    requireFit(modelId);
    const entry = await pin(modelId, signal);
    const { wanted, reachable } = sources();
    const { requireSource } = await refusals();
    requireSource(entry, wanted, reachable);
    await client.install(modelId, reachable, { signal, onProgress });
  }

  const install = (modelId: string, signal?: AbortSignal): Promise<void> =>
    transfers.run(modelId, (own, onProgress) => runInstall(modelId, own, onProgress), signal);

  async function remove(modelId: string): Promise<void> {
    await parts.unload(modelId);
    await store.remove(modelId);
    cards.patch(modelId, { failure: null });
    await shown.look(modelId);
    transfers.tellChanged(modelId);
  }

  return {
    cards: cards.cards,

    refresh: shown.lookAtAll,
    async listCatalogue() {
      cards.list(await readListings());
    },

    async resumeDownloads() {
      for (const { modelId, wanted } of await store.storage.downloads())
        if (wanted !== 'paused')
          void (wanted === 'running' ? install : lookAndFollow)(modelId).catch(() => undefined);
      if (!('caches' in globalThis)) return;
      if ((await caches.keys()).some(modelOfFetchedCache)) await (await background()).tidy();
    },

    async isStored(modelId) {
      const { state } = await shown.look(modelId);
      return state === 'installed' || state === 'damaged';
    },

    install,
    handOver: async (modelId) => (await background()).handOver(modelId),
    async pause(modelId) {
      await stop(modelId);
      await store.pauseDownload(modelId);
      await shown.look(modelId);
    },
    async discard(modelId) {
      await stop(modelId);
      await remove(modelId);
    },
    remove,

    async repair(modelId) {
      const { id } = registry.require(modelId);
      let mended = 0;
      cards.patch(id, { failure: null });
      await transfers.runAfter(id, async (signal, onProgress) => {
        mended = await client.repair(id, sources().reachable, { signal, onProgress });
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

    async importFiles(files, watch) {
      imports += 1;
      let reading = '';
      try {
        const entry = await client.importFiles(files, {
          signal: watch.signal,
          onProgress(progress) {
            reading = progress.modelId;
            watch.onProgress(progress);
          },
        });
        if (!registry.find(entry.id)) shown.list(entry);
        cards.patch(entry.id, { failure: null });
        reading = entry.id;
        return entry.id;
      } finally {
        imports -= 1;
        if (reading !== '') {
          await shown.look(reading).catch(() => undefined);
          transfers.tellChanged(reading);
        }
      }
    },

    async addHubModel(address) {
      const { parseHubAddress } = await import('../../models/hub/hub-address');
      const parsed = parseHubAddress(address);
      const { requireHub, unreadableAddress } = await refusals();
      if (!parsed) throw unreadableAddress(address);
      const { wanted, reachable } = sources();
      requireHub(parsed.repo, wanted, reachable);
      const entry = await client.addHubModel(parsed, reachable, machine());
      shown.list(entry);
      cards.list(await readListings());
      await shown.look(entry.id);
      transfers.tellChanged(entry.id);
      return entry.id;
    },

    async forget(modelId) {
      await stop(modelId);
      await remove(modelId);
      await store.storage.deleteAddedEntry(modelId);
      shown.forget(modelId);
      cards.list(await readListings());
      transfers.tellChanged(modelId);
    },

    planRoom: (modelId) => planRoomFor(modelId, cards.cards.get(), machine().freeBytes),
    isWorking: () =>
      imports > 0 ||
      cards.cards.get().some(({ progress, download }) => progress !== null && download !== 'background'),
  };
}
