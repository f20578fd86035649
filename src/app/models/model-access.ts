import type { TextEmbedder, TextGenerator } from '../../contracts/capabilities';
import { DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { Observable } from '../../contracts/observable';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings } from '../../contracts/settings';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { ModelCard } from '../api';
import type { NoticeBoard } from '../notices';
import type { LoadMarker } from './load-marker';
import type { ModelMeasuring } from './measure-models';
import type { ModelManager } from './model-manager';
import { remoteWriter } from '../servers/server-models';
import { requireReachableServer } from '../servers/reachable-servers';
import { isRemote, type ModelRegistry } from './model-registry';

/** Models made ready on demand: installed, loaded, and mended when their stored bytes are damaged. */
export interface ModelAccess {
  /** Rejects when there is no way to an embedder. */
  embedder(signal: AbortSignal): Promise<TextEmbedder>;
  /** Null when the user does without, or when this machine cannot: a notice then says why. Rejects only with `cancelled` or `model-unknown`. */
  generator(signal: AbortSignal, work: WritingWork): Promise<TextGenerator | null>;
  /** Has a model that the user named for this one piece of work do it, whichever is chosen in the settings. Rejects when it cannot. */
  withModel<T>(modelId: string, signal: AbortSignal, work: (model: TextGenerator) => Promise<T>): Promise<T>;
}

/** What a generator is wanted for; some can word summaries only, and are none for the rest. */
export type WritingWork = 'summary' | 'draft';

const GENERATOR_NOTICE = 'generator-unavailable';

interface AccessParts {
  readonly models: ModelManager;
  readonly client: InferenceClient;
  readonly registry: ModelRegistry;
  readonly settings: Observable<Settings>;
  readonly board: NoticeBoard;
  readonly marker: LoadMarker;
  readonly measuring: ModelMeasuring;
  /** Whether the policy of this load lets the page reach an address. */
  readonly isReachable: (address: string) => boolean;
  /** Lets texts go to a server that is not chosen for writing, until the function that comes back is called. */
  readonly lendServer: (serverId: string) => () => void;
  /** Resolves when loads heed what was measured on this machine. */
  readonly waysKnown: () => Promise<void>;
}

export function createModelAccess(parts: AccessParts): ModelAccess {
  const { models, client, registry, settings, board, marker, measuring } = parts;

  async function load(modelId: string, signal: AbortSignal): Promise<void> {
    await parts.waysKnown();
    const isWarm = client.loaded.get().some((info) => info.modelId === modelId);
    const info = await marker.during(modelId, () => client.load(modelId, { signal }));
    if (!isWarm) measuring.loaded(info);
  }

  /** What ships with the app is fetched when it is needed; gigabytes from elsewhere only when the user asks for them. */
  async function requireStored(modelId: string, signal: AbortSignal): Promise<void> {
    const card = models.cards.get().find(({ listing }) => listing.id === modelId);
    const source = card?.listing.source.kind ?? registry.require(modelId).source.kind;
    if (source === 'bundled') await models.install(modelId, signal);
    else if (!(await models.isStored(modelId))) throw notStored(card?.listing.name ?? modelId);
  }

  async function ready(modelId: string, signal: AbortSignal): Promise<void> {
    const entry = registry.find(modelId);
    // Nothing of it is stored, and it cannot take the page down while it loads.
    if (entry && isRemote(entry)) {
      requireReachableServer(entry, settings.get().ownServers, parts.isReachable);
      await client.load(modelId, { signal });
      return;
    }
    await requireStored(modelId, signal);
    const { name } = registry.require(modelId);
    if (marker.isBarred(modelId)) throw crashed(name);
    try {
      await load(modelId, signal);
    } catch (thrown) {
      if (toFailure(thrown).code !== 'integrity-failed') throw thrown;
      const mended = await models.repair(modelId);
      board.post({
        id: `repaired-${modelId}`,
        tone: 'info',
        text: `Part of “${name}” was damaged in the browser’s storage and has been fetched again (${mended} ${mended === 1 ? 'part' : 'parts'}).`,
      });
      await load(modelId, signal);
    }
  }

  /** Loading a model that has taken the page down is the user's decision. */
  function offerPardon(modelId: string, failure: Failure): void {
    board.post({
      id: `barred-${modelId}`,
      tone: 'warning',
      text: failure.message,
      action: { label: 'Try it again', run: () => marker.pardon(modelId) },
    });
  }

  async function generator(signal: AbortSignal, work: WritingWork): Promise<TextGenerator | null> {
    const { generation, generatorId, ownServers } = settings.get();
    const isStillChosen = (): boolean => {
      const now = settings.get();
      return now.generation === generation && now.generatorId === generatorId;
    };
    const chosen = registry.find(generatorId);
    if (!generation || (work === 'draft' && chosen?.writes === 'summaries')) return null;
    try {
      await ready(generatorId, signal);
      if (isStillChosen()) {
        board.dismiss(GENERATOR_NOTICE);
        return signed(generatorId, ownServers);
      }
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      if (isStillChosen()) return doWithout(generatorId, thrown);
    }
    // What befell a model that is not wanted any more is no news.
    return generator(signal, work);
  }

  function signed(modelId: string, servers: readonly OwnServer[]): TextGenerator {
    const entry = registry.require(modelId);
    const writer = remoteWriter(entry, servers);
    const model = measuring.generator(client.generator(entry));
    return writer ? { ...model, writer } : model;
  }

  /** Says why the generator cannot be used. */
  function doWithout(generatorId: string, thrown: unknown): null {
    const failure = toFailure(thrown);
    if (failure.code === 'cancelled' || failure.code === 'model-unknown') throw thrown;
    if (marker.isBarred(generatorId)) offerPardon(generatorId, failure);
    console.warn(`${generatorId} cannot be used: ${failure.code}`, failure.detail ?? failure.message);
    const smaller = failure.code === 'out-of-memory' ? smallerThan(generatorId, models.cards.get()) : null;
    board.post({ id: GENERATOR_NOTICE, tone: 'warning', text: withoutGenerator(failure, smaller) });
    return null;
  }

  return {
    async embedder(signal) {
      const { embedderId } = settings.get();
      try {
        await ready(embedderId, signal);
      } catch (thrown) {
        if (marker.isBarred(embedderId)) offerPardon(embedderId, toFailure(thrown));
        throw thrown;
      }
      return measuring.embedder(client.embedder(embedderId));
    },
    generator,
    async withModel(modelId, signal, work) {
      const { source } = registry.require(modelId);
      const giveBack = source.kind === 'server' ? parts.lendServer(source.serverId) : () => undefined;
      try {
        await ready(modelId, signal);
        return await work(signed(modelId, settings.get().ownServers));
      } finally {
        giveBack();
      }
    },
  };
}

function notStored(name: string): DesksideError {
  return new DesksideError({
    code: 'model-missing',
    message: `“${name}” is chosen in the settings, but is not on this machine. Install it under Models, or choose another there.`,
    retryable: false,
  });
}

function crashed(name: string): DesksideError {
  return new DesksideError({
    code: 'out-of-memory',
    message: `The page was closed twice while “${name}” was being loaded, so Deskside does not load it on its own any more. Choose a smaller model under Models, or the processor in the settings.`,
    retryable: false,
  });
}

/** The largest generator under the one that did not fit that this machine should be able to run. What others run is the user's to choose. */
function smallerThan(modelId: string, cards: readonly ModelCard[]): ModelCard | null {
  const limit = cards.find(({ listing }) => listing.id === modelId)?.listing.memoryBytes ?? 0;
  const fitting = cards.filter(
    ({ listing, advice }) =>
      listing.task === 'text-generation' &&
      !isRemote(listing) &&
      advice.device !== null &&
      listing.memoryBytes < limit,
  );
  return fitting.sort((a, b) => b.listing.memoryBytes - a.listing.memoryBytes)[0] ?? null;
}

function withoutGenerator({ message }: Failure, smaller: ModelCard | null): string {
  const offer = smaller ? ` “${smaller.listing.name}” needs less: you can choose it under Models.` : '';
  return `${message}${offer} Until then summaries are the mail’s own sentences, and drafts are outlines to fill in.`;
}
