import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { Observable } from '../../contracts/observable';
import type { Settings } from '../../contracts/settings';
import type { WeightStore } from '../../models/weight-store';
import { DEFAULT_SETTINGS } from '../../history/settings-schema';
import { alignAllowedOrigins, keepAllowedOrigins } from '../../platform/allowed-origins';
import { systemClock } from '../../platform/clock';
import { browserLocks } from '../../platform/locks';
import { createObservable } from '../../platform/observable';
import { isReachable } from '../../platform/page-policy';
import type { PageStorage } from '../../platform/page-storage';
import { isServiceWorkerReady } from '../../platform/service-worker-ready';
import { persistStorage } from '../../platform/storage-estimate';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { ModelsClient } from '../../worker-client/models-client';
import type { DesksideApp, ModelCard } from '../api';
import type { Machine } from '../machine';
import type { NoticeBoard } from '../notices';
import { createLoadMarker } from './load-marker';
import { createModelMeasuring } from './measure-models';
import { createModelAccess, type ModelAccess } from './model-access';
import { createModelCards } from './model-cards';
import { createModelManager } from './model-manager';
import type { ModelRegistry } from './model-registry';
import { addressesOf, areReachable, noServiceWorker, reachableSources } from './reachable-sources';
import { createStoredModelsMarker, type StoredModelsMarker } from './stored-models-marker';
import { openTransferChannel } from './transfer-channel';

export interface ModelParts {
  readonly store: WeightStore;
  readonly client: ModelsClient;
  readonly inference: InferenceClient;
  readonly registry: ModelRegistry;
  readonly machine: Machine;
  readonly settings: Observable<Settings>;
  readonly saveSettings: (change: Partial<Settings>) => Promise<void>;
  readonly board: NoticeBoard;
  readonly storage: PageStorage;
}

/** What the page can do with models; the part of `DesksideApp` that is about them. */
export type ModelActions = Pick<
  DesksideApp,
  | 'models'
  | 'modelSources'
  | 'sourcesPending'
  | 'installModel'
  | 'pauseInstall'
  | 'discardInstall'
  | 'removeModel'
  | 'repairModel'
  | 'exportModel'
  | 'importModel'
  | 'addHubModel'
  | 'forgetModel'
  | 'planRoom'
  | 'probeMachine'
  | 'persistStorage'
  | 'setModelSources'
>;

export interface Models {
  readonly access: ModelAccess;
  readonly actions: ModelActions;
  /** Reads what is stored, and tells of what the browser has cleared. */
  start(): Promise<void>;
  /** Looks at the machine, and takes up the downloads that were left unfinished. */
  resume(): Promise<void>;
  isWorking(): boolean;
  /** The user closes or reloads the page. */
  leave(): void;
}

export function createModels(parts: ModelParts): Models {
  const { store, client, inference, registry, machine, settings, board, storage } = parts;
  const cards = createModelCards(inference.loaded, settings, machine.profile());
  const stored = createStoredModelsMarker(storage);
  const loading = createLoadMarker(storage);
  const modelSources = createObservable(settings.get().modelSources);
  const sourcesPending = createObservable(false);
  settings.subscribe((now) => {
    modelSources.set(now.modelSources);
    sourcesPending.set(!areReachable(now.modelSources, isReachable));
  });

  const manager = createModelManager({
    ...{ store, client, cards, registry },
    channel: openTransferChannel(),
    locks: browserLocks(),
    marker: stored,
    machine: () => machine.profile(),
    sources: () => {
      const wanted = settings.get().modelSources;
      return { wanted, reachable: reachableSources(wanted, isReachable) };
    },
    unload: (modelId) => inference.unload(modelId),
    onStorageLost: (message) =>
      board.post({
        id: 'storage-lost',
        tone: 'error',
        text: message,
        action: { label: 'Reload', run: () => location.reload() },
      }),
  });
  const measuring = createModelMeasuring({
    clock: systemClock,
    infoOf: (modelId): LoadedModelInfo | undefined =>
      inference.loaded.get().find((info) => info.modelId === modelId),
    before: (modelId) => cards.card(modelId)?.measured ?? null,
    keep(measured) {
      cards.patch(measured.modelId, { measured });
      // Only for showing; nothing depends on its being kept.
      void store.storage.putMeasurement(measured).catch(() => undefined);
    },
  });
  const access = createModelAccess({
    ...{ models: manager, client: inference, registry, settings, board, measuring },
    marker: loading,
  });

  /** Advice reckons with the room that the user could make by removing models. */
  function showStorage(): void {
    const all = cards.cards.get();
    machine.showModelBytes(sumBytes(all));
    cards.showMachine(machine.profile(sumBytes(all.filter(({ chosen }) => !chosen))));
  }
  machine.facts.subscribe(showStorage);

  async function afterChange<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      await machine.refresh();
      showStorage();
    }
  }

  return {
    access,

    async start() {
      const remembered = stored.remembered();
      await manager.refresh();
      showStorage();
      await tellOfLostModels({ stored, remembered, store, cards: cards.cards.get(), board });
    },

    async resume() {
      // Advice on models for the GPU needs the GPU; without it they would be refused.
      await machine.refresh();
      showStorage();
      await alignAllowedOrigins(addressesOf(settings.get().modelSources)).catch(() => undefined);
      await manager.resumeDownloads();
    },

    isWorking: () => manager.isWorking() || loading.isLoading(),
    leave: loading.leave,

    actions: {
      models: cards.cards,
      modelSources,
      sourcesPending,
      async installModel(modelId) {
        // Asked when the user brings something large worth keeping; a refusal changes nothing but a line in the storage view.
        void persistStorage();
        loading.pardon(modelId);
        await afterChange(manager.install(modelId));
      },
      pauseInstall: manager.pause,
      discardInstall: (modelId) => afterChange(manager.discard(modelId)),
      removeModel: (modelId) => afterChange(manager.remove(modelId)),
      repairModel: manager.repair,
      exportModel: manager.exportPack,
      importModel: (files, options) => afterChange(manager.importFiles(files, options)),
      addHubModel: manager.addHubModel,
      async forgetModel(modelId) {
        if (settings.get().generatorId === modelId)
          await parts.saveSettings({ generatorId: DEFAULT_SETTINGS.generatorId });
        await afterChange(manager.forget(modelId));
      },
      planRoom: manager.planRoom,
      async probeMachine() {
        machine.keepProbe(await client.probeMachine());
      },
      async persistStorage() {
        const agreed = await persistStorage();
        await machine.refresh();
        return agreed;
      },
      async setModelSources(sources) {
        // Only a service worker can widen the policy that the host sends.
        if (!areReachable(sources, isReachable) && !(await isServiceWorkerReady())) throw noServiceWorker();
        await keepAllowedOrigins(addressesOf(sources));
        await parts.saveSettings({ modelSources: sources });
      },
    },
  };
}

const sumBytes = (cards: readonly ModelCard[]): number =>
  cards.reduce((sum, { status }) => sum + status.storedBytes, 0);

/** Fault 11: the browser has cleared the origin's storage for want of room; with it went the list of what the user had added. */
async function tellOfLostModels({
  stored,
  remembered,
  store,
  cards,
  board,
}: {
  readonly stored: StoredModelsMarker;
  readonly remembered: readonly string[];
  readonly store: WeightStore;
  readonly cards: readonly ModelCard[];
  readonly board: NoticeBoard;
}): Promise<void> {
  // Without a database nothing can be told of what it held.
  if (!store.storage.persistent) return;
  // A model whose files the app has since pinned anew is not there either, but nothing was cleared.
  const left = new Set((await store.storage.manifests()).map(({ modelId }) => modelId));
  const lost = remembered.filter((modelId) => !left.has(modelId));
  if (lost.length === 0) return;
  for (const modelId of lost) stored.note(modelId, false);
  const names = lost
    .map((modelId) => `“${cards.find(({ listing }) => listing.id === modelId)?.listing.name ?? modelId}”`)
    .join(' and ');
  board.post({
    id: 'models-cleared',
    tone: 'warning',
    text: `The browser has cleared what Deskside had stored, ${names} among it, perhaps because the disk was nearly full. Models can be installed again under Models; saved as files there, they cannot be lost this way.`,
  });
}
