import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings } from '../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { BROWSER_SUMMARIZER } from '../../models/catalogue/browser-models';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { ModelCard } from '../api';
import { createNoticeBoard } from '../notices';
import { serverEntries, serverModelId } from '../servers/server-models';
import { createLoadMarker } from './load-marker';
import { createModelAccess } from './model-access';
import type { ModelManager } from './model-manager';
import { createModelRegistry } from './model-registry';

const { signal } = new AbortController();
const SERVER: OwnServer = {
  id: 'a1b2c3d4',
  name: 'Workstation',
  kind: 'ollama',
  baseUrl: 'http://localhost:11434/v1/',
  apiKey: null,
  models: [{ name: 'llama3.2', task: 'text-generation', contextLength: null }],
};
const WRITER = serverModelId(SERVER.id, 'llama3.2');
const UNREACHABLE = new DesksideError({
  code: 'server-unreachable',
  message: '“Workstation” (localhost:11434) cannot be reached.',
  retryable: true,
});

function setUp(generatorId: string, { load = async () => undefined as unknown, reaches = true } = {}) {
  const board = createNoticeBoard();
  const settings = createObservable<Settings>({ ...DEFAULT_SETTINGS, generatorId, ownServers: [SERVER] });
  const storage = createMemoryPageStorage();
  const registry = createModelRegistry();
  registry.setRemote('server', serverEntries([SERVER]));
  registry.setRemote('browser', [BROWSER_SUMMARIZER]);
  const loading = vi.fn(load);
  const askStore = vi.fn(async () => false);
  const access = createModelAccess({
    models: {
      install: askStore,
      isStored: askStore,
      cards: createObservable<readonly ModelCard[]>([]),
    } as unknown as ModelManager,
    client: {
      load: loading,
      loaded: createObservable<readonly LoadedModelInfo[]>([]),
      generator: ({ id }: { id: string }) => ({ modelId: id }),
    } as unknown as InferenceClient,
    settings,
    marker: createLoadMarker(storage),
    measuring: { embedder: (model) => model, generator: (model) => model, loaded: () => undefined },
    isReachable: () => reaches,
    lendServer: () => () => undefined,
    waysKnown: async () => undefined,
    ...{ registry, board },
  });
  return { access, board, loading, askStore, storage, settings };
}

describe('a model that others run', () => {
  it('is used without the store, and signs what it writes', async () => {
    const { access, askStore, board } = setUp(WRITER);
    expect(await access.generator(signal, 'draft')).toMatchObject({
      modelId: WRITER,
      writer: { model: 'llama3.2', server: { name: 'Workstation', host: 'localhost:11434' } },
    });
    expect(askStore).not.toHaveBeenCalled();
    expect(board.notices.get()).toEqual([]);
  });

  it('is done without, in the words of its server, when that does not answer', async () => {
    const { access, board } = setUp(WRITER, { load: () => Promise.reject(UNREACHABLE) });
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    expect(await access.generator(signal, 'summary')).toBeNull();
    expect(board.notices.get()).toMatchObject([
      {
        tone: 'warning',
        text: '“Workstation” (localhost:11434) cannot be reached. Until then summaries are the mail’s own sentences, and drafts are outlines to fill in.',
      },
    ]);
    warn.mockRestore();
  });

  it('is not barred for a page that was closed while it was loaded', async () => {
    const { access, storage, loading } = setUp(WRITER, { load: () => new Promise<never>(() => undefined) });
    for (let closed = 0; closed < 3; closed += 1) void access.generator(signal, 'summary');
    await eventually(() => expect(loading).toHaveBeenCalledTimes(3));
    expect(createLoadMarker(storage).isBarred(WRITER)).toBe(false);
  });

  it('is asked nothing while the policy of the page does not let it out', async () => {
    const { access, board, loading } = setUp(WRITER, { reaches: false });
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    expect(await access.generator(signal, 'summary')).toBeNull();
    expect(loading).not.toHaveBeenCalled();
    expect(board.notices.get()[0]?.text).toContain('once the page is loaded again');
    warn.mockRestore();
  });

  it('that only sums up is no generator for drafts', async () => {
    const { access, loading } = setUp(BROWSER_SUMMARIZER.id);
    expect(await access.generator(signal, 'draft')).toBeNull();
    expect(loading).not.toHaveBeenCalled();
    expect(await access.generator(signal, 'summary')).toMatchObject({
      writer: { model: 'Browser summariser', server: null },
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was ended for that', () => Promise.reject(new DesksideError(CANCELLED))],
    ['had got ready', async () => undefined],
  ])('gives way to what was chosen while it was loaded, whether it %s', async (_, end) => {
    const { access, board, settings } = setUp(WRITER, {
      load: () => {
        const isFirst = settings.get().generatorId === WRITER;
        settings.update((now) => ({ ...now, generatorId: BROWSER_SUMMARIZER.id }));
        return isFirst ? end() : Promise.resolve();
      },
    });
    expect(await access.generator(signal, 'summary')).toMatchObject({ modelId: BROWSER_SUMMARIZER.id });
    expect(board.notices.get()).toEqual([]);
  });
});
