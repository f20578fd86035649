import { beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { sampleBytes, sampleModel } from '../../../tests/faults/support/sample-model';
import { createModelServer } from '../../../tests/faults/support/model-server';
import { openTab } from '../../../tests/faults/support/stores';
import { CANCELLED, DesksideError, toFailure, type FailureCode } from '../../contracts/failure';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { MachineProfile } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import { NO_MODEL_SOURCES, type ModelSources } from '../../contracts/model-sources';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createMemoryWeightStorage } from '../../models/memory-weight-storage';
import { createLocalLocks } from '../../platform/locks';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { ModelsClient } from '../../worker-client/models-client';
import { createModelCards } from './model-cards';
import { createModelManager } from './model-manager';
import { createModelRegistry } from './model-registry';
import { createStoredModelsMarker } from './stored-models-marker';

const HUB: ModelSources = { hubs: ['https://hub.example/'], folder: null, redirects: [] };
const MACHINE: MachineProfile = {
  ...{ gpu: null, threads: 4, memoryGiB: 8, freeBytes: 1e12, probe: null },
};
const weights = sampleBytes(300, 11);
const sample = await sampleModel({ 'config.json': sampleBytes(30, 7), 'weights.bin': weights });
const fromHub: ModelEntry = {
  ...sample.entry,
  engine: 'transformers',
  source: { kind: 'hub', repo: 'owner/sample', revision: 'c0ffee' },
};

/** The page of one visit over a store that lasts. */
function visit(storage = createMemoryWeightStorage(), sources = HUB, machine = MACHINE) {
  const server = createModelServer(sample.contents);
  const { store, installer } = openTab(storage, [], server);
  const registry = createModelRegistry([]);
  const settings = createObservable(DEFAULT_SETTINGS);
  const cards = createModelCards(createObservable<readonly LoadedModelInfo[]>([]), settings, machine);
  const storageLost = vi.fn();
  const written = vi.fn();
  const notUsed = (): never => {
    throw new Error('not used here');
  };
  const client: ModelsClient = {
    install: async (modelId, _sources, { signal, onProgress } = {}) => {
      const entry = registry.require(modelId);
      await installer.install(entry, {
        local: (address, init) => server.fetch(address.replace(/^local:/, 'models/'), init),
        ...(signal ? { signal } : {}),
        ...(onProgress ? { onProgress } : {}),
      });
    },
    addHubModel: async () => {
      await storage.putAddedEntry(fromHub);
      return fromHub;
    },
    repair: notUsed,
    exportPack: notUsed,
    importFiles: notUsed,
    probeMachine: notUsed,
    dispose: notUsed,
  };
  const manager = createModelManager({
    ...{ store, client, cards, registry },
    channel: { tell: () => undefined, listen: () => undefined },
    locks: createLocalLocks(),
    marker: createStoredModelsMarker(createMemoryPageStorage()),
    machine: () => machine,
    sources: () => ({ wanted: sources, reachable: sources }),
    note: () => undefined,
    unload: async () => undefined,
    onStorageLost: storageLost,
    onWritten: () => written(cards.card('sample')?.status.state),
  });
  return { manager, cards, storage, store, server, client, storageLost, written };
}

const codeOf = async (work: Promise<unknown>): Promise<FailureCode | null> =>
  work.then(
    () => null,
    (thrown: unknown) => toFailure(thrown).code,
  );

describe('the model manager', () => {
  let desk: ReturnType<typeof visit>;
  beforeEach(async () => {
    desk = visit();
    await desk.manager.addHubModel('owner/sample');
  });

  it('says that there is another amount of room once a model is written, whoever asked for it', async () => {
    await desk.manager.install('sample');
    expect(desk.written).toHaveBeenLastCalledWith('installed');
  });

  it('lists a model of a hub, installs it, and knows both at the next visit', async () => {
    expect(desk.cards.card('sample')).toMatchObject({ added: true, status: { state: 'absent' } });
    await desk.manager.install('sample');
    expect(desk.cards.card('sample')).toMatchObject({ status: { state: 'installed' }, progress: null });

    const later = visit(desk.storage);
    await later.manager.refresh();
    expect(later.cards.card('sample')).toMatchObject({ status: { state: 'installed' }, download: null });
  });

  it('refuses what is too large for this machine before anything is fetched (fault 15)', async () => {
    const small = visit(createMemoryWeightStorage(), HUB, { ...MACHINE, freeBytes: 10 });
    await small.manager.addHubModel('owner/sample');
    const refused = await small.manager.install('sample').catch(toFailure);
    expect(refused).toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/needs|room|storage/i),
    });
    expect(small.server.requests).toEqual([]);
    expect((await small.store.status('sample')).state).toBe('absent');
  });

  it('refuses a model that needs a GPU where there is none', async () => {
    await desk.manager.listCatalogue();
    expect(await codeOf(desk.manager.install('llama-3.2-1b-mlc'))).toBe('engine-unavailable');
  });

  it('asks for permission before it looks a model up', async () => {
    const closed = visit(createMemoryWeightStorage(), NO_MODEL_SOURCES);
    expect(await codeOf(closed.manager.addHubModel('owner/sample'))).toBe('source-not-allowed');
    expect(await codeOf(closed.manager.addHubModel('no such thing'))).toBe('unsupported-model');
  });

  it('takes a download up again that a crash left running, and leaves one that was paused', async () => {
    const record = { modelId: 'sample', entityTags: {}, startedAt: 0 };
    await desk.storage.putDownload({ ...record, wanted: 'paused' });
    const paused = visit(desk.storage);
    await paused.manager.refresh();
    await paused.manager.resumeDownloads();
    expect(paused.cards.card('sample')?.download).toBe('paused');
    expect(paused.server.requests).toEqual([]);

    await desk.storage.putDownload({ ...record, wanted: 'running' });
    const resumed = visit(desk.storage);
    await resumed.manager.refresh();
    await resumed.manager.resumeDownloads();
    await eventually(() => expect(resumed.cards.card('sample')?.status.state).toBe('installed'));
    expect(await desk.storage.downloads()).toEqual([]);
  });

  it('leaves a download paused that the user paused, whatever became of the one who ran it', async () => {
    desk.client.install = async (_modelId, _sources, { signal } = {}) => {
      await desk.storage.putDownload({ modelId: 'sample', wanted: 'running', entityTags: {}, startedAt: 0 });
      await new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DesksideError(CANCELLED)));
      });
    };
    const installing = desk.manager.install('sample');
    const outcome = expect(installing).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await eventually(async () => expect(await desk.storage.downloads()).toHaveLength(1));
    await desk.manager.pause('sample');
    await outcome;
    expect(await desk.storage.downloads()).toMatchObject([{ wanted: 'paused' }]);
    expect(desk.cards.card('sample')?.download).toBe('paused');
  });

  it('counts an import as work, and shows what came of it', async () => {
    let finish: (entry: ModelEntry) => void = () => undefined;
    desk.client.importFiles = () => new Promise((resolve) => (finish = resolve));
    const watch = { signal: new AbortController().signal, onProgress: () => undefined };
    const importing = desk.manager.importFiles([], watch);
    expect(desk.manager.isWorking()).toBe(true);
    finish(fromHub);
    expect(await importing).toBe('sample');
    expect(desk.manager.isWorking()).toBe(false);
  });

  it('discards what has arrived, and takes a model off the list', async () => {
    await desk.manager.install('sample');
    await desk.manager.discard('sample');
    expect(desk.cards.card('sample')?.status.state).toBe('absent');
    await desk.manager.forget('sample');
    expect(desk.cards.card('sample')).toBeUndefined();
    expect(await desk.storage.addedEntries()).toEqual([]);
    expect(await codeOf(desk.manager.install('sample'))).toBe('model-unknown');
  });

  it('plans room out of the models that are not in use', async () => {
    await desk.manager.install('sample');
    const plan = await desk.manager.planRoom('smollm2-135m-desk');
    expect(plan.remove).toEqual([]);
    const full = visit(desk.storage, HUB, { ...MACHINE, freeBytes: 0 });
    await full.manager.refresh();
    full.cards.patch('sample', {
      status: { ...(await desk.store.status('sample')), storedBytes: 2e8 },
    });
    const { remove } = await full.manager.planRoom('smollm2-135m-desk');
    expect(remove.map(({ modelId }) => modelId)).toEqual(['sample']);
  });

  it('offers a reload when the database does not answer any more (fault 10)', async () => {
    desk.client.install = async () => {
      const { toStorageError } = await import('../../platform/storage-error');
      throw toStorageError(new DOMException('closing', 'InvalidStateError'));
    };
    expect(await codeOf(desk.manager.install('sample'))).toBe('storage-unavailable');
    expect(desk.storageLost).toHaveBeenCalledWith(expect.stringContaining('Reload'));
  });
});
