import type { ForeignRequest } from '../../contracts/foreign-request';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { Observable } from '../../contracts/observable';
import type { Settings, SettingsChange } from '../../contracts/settings';
import type { WeightStore } from '../../models/weight-store';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { alignAllowedOrigins, keepAllowedOrigins } from '../../platform/allowed-origins';
import { systemClock } from '../../platform/clock';
import type { Fetch } from '../../platform/fetch';
import { browserLocks } from '../../platform/locks';
import { createObservable } from '../../platform/observable';
import { isReachable } from '../../platform/page-policy';
import type { PageStorage } from '../../platform/page-storage';
import { isServiceWorkerReady } from '../../platform/service-worker-ready';
import { persistStorage } from '../../platform/storage-estimate';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { ModelsClient } from '../../worker-client/models-client';
import type { DesksideApp, ModelCard } from '../api';
import { lazily } from '../lazily';
import type { Machine } from '../machine';
import type { NoticeBoard } from '../notices';
import { createOwnServers } from '../servers/own-servers';
import type { ServerDirectory } from '../servers/server-directory';
import { createBuiltInModels } from './built-in-models';
import { createLoadMarker } from './load-marker';
import { createModelMeasuring } from './measure-models';
import { createModelAccess, type ModelAccess } from './model-access';
import { createModelCards, showLoads } from './model-cards';
import { createModelManager } from './model-manager';
import { isRemote, type ModelRegistry } from './model-registry';
import { allowedAddresses, areReachable, reachableSources } from './reachable-sources';
import { createStoredModelsMarker } from './stored-models-marker';
import { openTransferChannel } from './transfer-channel';
import { createLazyTrials } from './trials/lazy-trials';

export interface ModelParts {
  readonly version: string;
  readonly store: WeightStore;
  readonly client: ModelsClient;
  /** Puts a request that left the page on record. */
  readonly note: (request: ForeignRequest) => void;
  readonly inference: InferenceClient;
  readonly registry: ModelRegistry;
  readonly machine: Machine;
  readonly settings: Observable<Settings>;
  readonly saveSettings: (change: SettingsChange) => Promise<void>;
  readonly board: NoticeBoard;
  readonly storage: PageStorage;
  /** Whether the app is at work that trials of models would be in the way of. */
  readonly isAtWork: () => boolean;
  readonly servers: ServerDirectory;
  /** For the test of a connection to a server. */
  readonly checkFetch: Fetch;
  /** What besides models the page may reach by the user's word. */
  readonly otherOrigins: () => Promise<readonly string[]>;
}

/** What the page can do with models; the part of `DesksideApp` that is about them. */
export type ModelActions = Pick<
  DesksideApp,
  | 'models'
  | 'modelSources'
  | 'sourcesPending'
  | 'installModel'
  | 'handOverInstall'
  | 'pauseInstall'
  | 'discardInstall'
  | 'removeModel'
  | 'repairModel'
  | 'exportModel'
  | 'importModel'
  | 'addHubModel'
  | 'forgetModel'
  | 'planRoom'
  | 'possibleWays'
  | 'findFastestWay'
  | 'cancelWaySearch'
  | 'pinWay'
  | 'probeMachine'
  | 'persistStorage'
  | 'setModelSources'
  | 'serversPending'
  | 'saveServer'
  | 'removeServer'
  | 'testServer'
  | 'listCatalogue'
  | 'lookForBrowserModels'
>;

export interface Models {
  readonly access: ModelAccess;
  readonly actions: ModelActions;
  /** Reads what is stored, and tells of what the browser has cleared. */
  start(): Promise<void>;
  /** Looks at the machine, and takes up the downloads that were left unfinished. */
  resume(): Promise<void>;
  /** Trials do not count. */
  isWorking(): boolean;
  /** Ends the trial that runs, and resolves when it has given everything back. */
  pauseTrials(): Promise<void>;
  /** Keeps what the user set up for the policy of the next load. */
  keepOrigins(): Promise<void>;
  /** The user closes or reloads the page. */
  leave(): void;
}

export function createModels(parts: ModelParts): Models {
  const { store, client, inference, registry, machine, settings, board, storage } = parts;
  const cards = createModelCards(inference.loaded, settings, machine.profile());
  showLoads(cards, inference.loading);
  // Loaded when there is something to tell: the page itself must come fast.
  const telling = lazily(async () => {
    const { tellFallbacks } = await import('./tell-fallbacks');
    tellFallbacks(inference.loaded, (modelId) => cards.card(modelId)?.listing.name ?? modelId, board);
  });
  inference.loaded.subscribe((infos) => {
    if (infos.some(({ refused }) => refused.length > 0)) void telling().catch(() => undefined);
  });
  const stored = createStoredModelsMarker(storage);
  const loading = createLoadMarker(storage);
  const modelSources = createObservable(settings.get().modelSources);
  const sourcesPending = createObservable(false);
  settings.subscribe((now) => {
    modelSources.set(now.modelSources);
    sourcesPending.set(!areReachable(now.modelSources, isReachable));
  });

  const manager = createModelManager({
    ...{ store, client, cards, registry, note: parts.note },
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
    onWritten: () => void machine.refresh().then(showStorage),
  });
  const measuring = createModelMeasuring({
    clock: systemClock,
    infoOf: (modelId): LoadedModelInfo | undefined =>
      inference.loaded.get().find((info) => info.modelId === modelId),
    before: (modelId) => cards.card(modelId)?.measured ?? null,
    keep(measured) {
      const card = cards.card(measured.modelId);
      cards.patch(measured.modelId, { measured });
      // How fast others run a model says nothing of this machine, and is not to outlive them.
      if (card && isRemote(card.listing)) return;
      // Only for showing; nothing depends on its being kept.
      void store.storage.putMeasurement(measured).catch(() => undefined);
    },
  });
  const trials = createLazyTrials({
    ...{ registry, cards, settings, storage, client: inference },
    ...{ version: parts.version, saveSettings: parts.saveSettings, isAtWork: parts.isAtWork },
  });
  const access = createModelAccess({
    ...{ models: manager, client: inference, registry, settings, board, measuring, isReachable },
    marker: loading,
    lendServer: parts.servers.lend,
    waysKnown: trials.known,
  });
  const builtIn = createBuiltInModels({ cards, registry });
  const addresses = async (wanted?: Pick<Settings, 'modelSources' | 'ownServers'>): Promise<string[]> => [
    ...allowedAddresses({ ...settings.get(), ...wanted }),
    ...(await parts.otherOrigins()),
  ];
  const allow = async (wanted: Pick<Settings, 'modelSources' | 'ownServers'>): Promise<void> =>
    keepAllowedOrigins(await addresses(wanted));
  const servers = createOwnServers({
    ...{ settings, registry, cards, board, isReachable, allow },
    directory: parts.servers,
    fetch: parts.checkFetch,
    saveSettings: parts.saveSettings,
    unload: (modelId) => inference.unload(modelId),
    canWiden: isServiceWorkerReady,
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
      await Promise.all([manager.refresh(), servers.start()]);
      // Asking wakes a process of the browser's, so it is not done for nothing.
      if (builtIn.has(settings.get().generatorId)) void builtIn.look();
      showStorage();
      const lost = await lostModels(remembered, store);
      if (lost.length === 0) return;
      for (const modelId of lost) stored.note(modelId, false);
      const { tellOfLostModels } = await import('./tell-lost-models');
      tellOfLostModels(lost, cards.cards.get(), board);
    },

    async resume() {
      // Advice on models for the GPU needs the GPU; without it they would be refused.
      await machine.refresh();
      showStorage();
      void trials.show();
      await addresses()
        .then(alignAllowedOrigins)
        .catch(() => undefined);
      await manager.resumeDownloads();
    },

    isWorking: () => manager.isWorking() || loading.isLoading(),
    pauseTrials: trials.pause,
    keepOrigins: async () => keepAllowedOrigins(await addresses()),
    leave() {
      loading.leave();
      trials.leave();
    },

    actions: {
      models: cards.cards,
      modelSources,
      sourcesPending,
      ...trials.actions,
      async installModel(modelId) {
        if (builtIn.has(modelId)) return builtIn.install(modelId);
        // Asked when the user brings something large worth keeping; a refusal changes nothing but a line in the storage view.
        void persistStorage();
        loading.pardon(modelId);
        await afterChange(manager.install(modelId));
      },
      handOverInstall: manager.handOver,
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
        if (!areReachable(sources, isReachable) && !(await isServiceWorkerReady())) {
          const { noServiceWorker } = await import('./source-refusals');
          throw noServiceWorker();
        }
        await allow({ modelSources: sources, ownServers: settings.get().ownServers });
        await parts.saveSettings({ modelSources: sources });
      },
      serversPending: servers.pending,
      saveServer: servers.save,
      removeServer: servers.remove,
      testServer: servers.test,
      listCatalogue: manager.listCatalogue,
      lookForBrowserModels: builtIn.look,
    },
  };
}

const sumBytes = (cards: readonly ModelCard[]): number =>
  cards.reduce((sum, { status }) => sum + status.storedBytes, 0);

/** Those of the models that were remembered as stored that the browser has cleared. */
async function lostModels(remembered: readonly string[], store: WeightStore): Promise<readonly string[]> {
  // Without a database nothing can be told of what it held.
  if (!store.storage.persistent) return [];
  // A model whose files the app has since pinned anew is not there either, but nothing was cleared.
  const left = new Set((await store.storage.manifests()).map(({ modelId }) => modelId));
  return remembered.filter((modelId) => !left.has(modelId));
}
