import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { MachineProfile, ModelAdvice } from '../../contracts/machine';
import type { EngineId, ModelEntry, ModelListing, ModelState, ModelStatus } from '../../contracts/model';
import type { Observable } from '../../contracts/observable';
import type { Settings } from '../../contracts/settings';
import { adviseModels } from '../../models/advice/advise-models';
import { CATALOGUE } from '../../models/catalogue';
import { createObservable } from '../../platform/observable';
import type { ModelLoad } from '../../worker-client/inference-client';
import type { ModelCard } from '../api';
import type { RemoteKind } from './model-registry';

/** What this version of the app can run; the others are listed for what they will be. */
const ENGINES: ReadonlySet<EngineId> = new Set([
  'transformers',
  'web-llm',
  'wllama',
  'built-in',
  'own-server',
]);

/** What the models view shows: a card for each model, kept in step with settings, machine, store and workers. */
export interface ModelCards {
  readonly cards: Observable<readonly ModelCard[]>;
  card(modelId: string): ModelCard | undefined;
  patch(modelId: string, change: Partial<ModelCard>): void;
  /** The whole catalogue, once it is read. */
  list(listings: readonly ModelListing[]): void;
  /** A model whose files are pinned; of the list, or the user's own. */
  addEntry(entry: ModelEntry): void;
  removeEntry(modelId: string): void;
  /** All that others of this kind run, in place of those that were shown before. */
  setRemote(kind: RemoteKind, models: readonly RemoteModel[]): void;
  showMachine(machine: MachineProfile): void;
}

/** A model that others run; `absent` until the browser has fetched its own. */
export interface RemoteModel {
  readonly entry: ModelEntry;
  readonly state: Extract<ModelState, 'absent' | 'installed'>;
}

export function createModelCards(
  loaded: Observable<readonly LoadedModelInfo[]>,
  settings: Observable<Settings>,
  firstMachine: MachineProfile,
): ModelCards {
  let machine = firstMachine;
  const cards = createObservable<readonly ModelCard[]>([]);

  function patch(modelId: string, change: Partial<ModelCard>): void {
    cards.update((all) => all.map((card) => (card.listing.id === modelId ? { ...card, ...change } : card)));
  }

  /** Adds cards, or renews what they show of the model. */
  function put(listings: readonly ModelListing[], added: boolean): void {
    cards.update((all) => {
      const known = new Map(all.map((card) => [card.listing.id, card]));
      for (const listing of listings) {
        const before = known.get(listing.id);
        known.set(listing.id, before ? { ...before, listing } : newCard(listing, added, settings.get()));
      }
      return [...known.values()];
    });
    advise();
  }

  function advise(): void {
    cards.update((all) => {
      const stored = new Map(all.map(({ status }) => [status.modelId, status.storedBytes]));
      const listings = all.map(({ listing }) => listing);
      const advice = adviseModels(listings, machine, ENGINES, stored);
      return all.map((card) => ({ ...card, advice: advice.get(card.listing.id) ?? card.advice }));
    });
  }

  put(CATALOGUE, false);
  loaded.subscribe((infos) => {
    for (const { listing, loaded: before } of cards.get()) {
      const now = infos.find(({ modelId }) => modelId === listing.id) ?? null;
      if (now !== before) patch(listing.id, { loaded: now });
    }
  });
  settings.subscribe(({ embedderId, generatorId }) => {
    cards.update((all) =>
      all.map((card) => ({ ...card, chosen: [embedderId, generatorId].includes(card.listing.id) })),
    );
  });

  return {
    cards,
    card: (modelId) => cards.get().find(({ listing }) => listing.id === modelId),
    patch,
    list(listings) {
      const ids = new Set(listings.map(({ id }) => id));
      // What is pinned already says more than the list; it only was not known yet that the list has it too.
      cards.update((all) => all.map((card) => (ids.has(card.listing.id) ? { ...card, added: false } : card)));
      const pinned = new Set(cards.get().map(({ listing }) => listing.id));
      put(
        listings.filter(({ id }) => !pinned.has(id)),
        false,
      );
    },
    addEntry: (entry) => put([entry], true),
    removeEntry: (modelId) => cards.update((all) => all.filter(({ listing }) => listing.id !== modelId)),
    setRemote(kind, models) {
      const ids = new Set(models.map(({ entry }) => entry.id));
      cards.update((all) => all.filter(({ listing }) => listing.source.kind !== kind || ids.has(listing.id)));
      put(
        models.map(({ entry }) => entry),
        false,
      );
      for (const { entry, state } of models) {
        const before = cards.get().find(({ listing }) => listing.id === entry.id);
        if (before) patch(entry.id, { status: { ...before.status, state } });
      }
    },
    showMachine(next) {
      machine = next;
      advise();
    },
  };
}

/** Shows on the cards how far loads are. */
export function showLoads({ cards, patch }: ModelCards, loading: Observable<readonly ModelLoad[]>): void {
  loading.subscribe((loads) => {
    for (const { listing, loading: before } of cards.get()) {
      const now = loads.find(({ modelId }) => modelId === listing.id)?.fraction ?? null;
      if (now !== before) patch(listing.id, { loading: now });
    }
  });
}

const UNKNOWN_ADVICE: ModelAdvice = {
  fit: 'good',
  reasons: [],
  device: null,
  tokensPerSecond: null,
  recommended: false,
};

function newCard(listing: ModelListing, added: boolean, { embedderId, generatorId }: Settings): ModelCard {
  const status: ModelStatus = {
    modelId: listing.id,
    state: 'absent',
    storedBytes: 0,
    totalBytes: listing.downloadBytes,
    lastUsedAt: null,
  };
  return {
    ...{ listing, status, added, advice: UNKNOWN_ADVICE },
    chosen: [embedderId, generatorId].includes(listing.id),
    ...{ progress: null, download: null, loaded: null, loading: null, measured: null, failure: null },
    ...{ wayChosen: null, trials: [], waySearch: null },
  };
}
