import { describe, expect, it, vi } from 'vitest';
import { CANCELLED, DesksideError, type Failure } from '../../contracts/failure';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { ModelCard } from '../api';
import { createNoticeBoard } from '../notices';
import { createLoadMarker } from './load-marker';
import { createModelAccess } from './model-access';
import type { ModelManager } from './model-manager';
import { createModelRegistry } from './model-registry';

const { generatorId, embedderId } = DEFAULT_SETTINGS;
const { signal } = new AbortController();

const failure = (code: Failure['code']): DesksideError =>
  new DesksideError({ code, message: `It failed: ${code}.`, retryable: false });

/** A card with what the advice reads of it. */
function generatorCard(
  id: string,
  memoryBytes: number,
  device: 'wasm' | 'server' | null = 'wasm',
  source: 'bundled' | 'hub' | 'server' = 'bundled',
): ModelCard {
  const listing = { id, name: id, task: 'text-generation', memoryBytes, source: { kind: source } };
  return { listing, advice: { device } } as unknown as ModelCard;
}

function setUp(
  load: (modelId: string) => Promise<LoadedModelInfo>,
  cards: readonly ModelCard[] = [],
  settings = DEFAULT_SETTINGS,
) {
  const board = createNoticeBoard();
  const storage = createMemoryPageStorage();
  const repair = vi.fn(async () => 1);
  const loading = vi.fn(load);
  const access = createModelAccess({
    models: {
      install: async () => undefined,
      isStored: async () => false,
      repair,
      cards: createObservable(cards),
    } as unknown as ModelManager,
    client: {
      load: loading,
      loaded: createObservable<readonly LoadedModelInfo[]>([]),
      embedder: (modelId: string) => ({ modelId }),
      generator: ({ id }: { id: string }) => ({ modelId: id }),
    } as unknown as InferenceClient,
    registry: createModelRegistry(),
    settings: createObservable(settings),
    board,
    marker: createLoadMarker(storage),
    isReachable: () => true,
    lendServer: () => () => undefined,
    waysKnown: async () => undefined,
    measuring: { embedder: (model) => model, generator: (model) => model, loaded: () => undefined },
  });
  const texts = (): string =>
    board.notices
      .get()
      .map(({ text }) => text)
      .join('\n');
  return { access, board, storage, repair, loading, texts };
}

const info = (modelId: string): LoadedModelInfo => ({
  ...{
    modelId,
    engine: 'transformers',
    device: 'wasm',
    graph: 'model',
    dtype: 'q4',
    threads: 2,
    loadMs: 5,
    refused: [],
  },
});

describe('models made ready on demand', () => {
  it('mends a model whose stored bytes are damaged, and says so (fault 4)', async () => {
    let damaged = true;
    const { access, repair, texts } = setUp(async (modelId) => {
      if (!damaged) return info(modelId);
      damaged = false;
      throw failure('integrity-failed');
    });
    expect(await access.embedder(signal)).toMatchObject({ modelId: embedderId });
    expect(repair).toHaveBeenCalledWith(embedderId);
    expect(texts()).toContain('has been fetched again (1 part)');
  });

  it('does not load a model again that took the page down twice, until the user says so (fault 13)', async () => {
    const desk = setUp(async (modelId) => info(modelId));
    const never = new Promise<never>(() => undefined);
    for (let crash = 0; crash < 2; crash += 1)
      void createLoadMarker(desk.storage).during(generatorId, () => never);

    expect(await desk.access.generator(signal, 'summary')).toBeNull();
    expect(desk.loading).not.toHaveBeenCalled();
    expect(desk.texts()).toMatch(/closed twice .* Choose a smaller model under Models, or the processor/);

    desk.board.notices
      .get()
      .find(({ action }) => action)
      ?.action?.run();
    expect(await desk.access.generator(signal, 'summary')).toMatchObject({ modelId: generatorId });
  });

  it('offers the largest smaller model where memory was short (fault 14)', async () => {
    const cards = [
      generatorCard(generatorId, 1500),
      generatorCard('tiny', 300),
      generatorCard('small', 900),
      generatorCard('not here', 1000, null),
      generatorCard('large', 4000),
    ];
    const { access, texts } = setUp(() => Promise.reject(failure('out-of-memory')), cards);
    expect(await access.generator(signal, 'summary')).toBeNull();
    expect(texts()).toContain('“small” needs less');
    expect(texts()).toContain('Until then summaries are the mail’s own sentences');
  });

  it('offers no model of others in place of one that was too large', async () => {
    const cards = [generatorCard(generatorId, 1500), generatorCard('of a server', 0, 'server', 'server')];
    const { access, texts } = setUp(() => Promise.reject(failure('out-of-memory')), cards);
    expect(await access.generator(signal, 'summary')).toBeNull();
    expect(texts()).not.toContain('needs less');
  });

  it('goes without a generator for any failure but a cancel, and rejects without an embedder', async () => {
    const lost = setUp(() => Promise.reject(failure('engine-unavailable')));
    expect(await lost.access.generator(signal, 'summary')).toBeNull();
    await expect(lost.access.embedder(signal)).rejects.toMatchObject({
      failure: { code: 'engine-unavailable' },
    });
    const cancelled = setUp(() => Promise.reject(new DesksideError(CANCELLED)));
    await expect(cancelled.access.generator(signal, 'summary')).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });

  it('fetches nothing from elsewhere that the user has not asked for', async () => {
    const cards = [generatorCard('large', 4000, 'wasm', 'hub')];
    const settings = { ...DEFAULT_SETTINGS, generatorId: 'large' };
    const desk = setUp(async (modelId) => info(modelId), cards, settings);
    expect(await desk.access.generator(signal, 'summary')).toBeNull();
    expect(desk.loading).not.toHaveBeenCalled();
    expect(desk.texts()).toContain('“large” is chosen in the settings, but is not on this machine');
  });
});
