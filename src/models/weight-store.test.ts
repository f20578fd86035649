import { describe, expect, it, vi } from 'vitest';
import { createModelServer } from '../../tests/faults/support/model-server';
import { sampleBytes, sampleModel } from '../../tests/faults/support/sample-model';
import { collectProgress, openTab, readFile, ROOMY } from '../../tests/faults/support/stores';
import { createLocalLocks } from '../platform/locks';
import { createInstaller } from './installer';
import { createMemoryWeightStorage } from './memory-weight-storage';
import type { WeightStorage } from './weight-storage';
import { createWeightStore, installLockOf } from './weight-store';

const weights = sampleBytes(1000, 11);
const model = await sampleModel({ 'config.json': sampleBytes(30), 'weights.bin': weights });

async function bytesIn(storage: WeightStorage): Promise<number> {
  const chunks = await storage.chunks('sample');
  return chunks.reduce((sum, { data }) => sum + data.size, 0);
}

describe('the weight store', () => {
  it('lets a download wait for the user, but not one that was begun anew before the pause was noted', async () => {
    const storage = createMemoryWeightStorage();
    const locks = createLocalLocks();
    const store = createWeightStore(storage, { catalogue: [model.entry], locks });
    const wanted = async () => (await storage.downloads()).map((download) => download.wanted);
    await storage.putDownload({ modelId: 'sample', wanted: 'running', entityTags: {}, startedAt: 0 });
    await locks.run(installLockOf('sample'), undefined, () => store.pauseDownload('sample'));
    expect(await wanted()).toEqual(['running']);
    await expect.poll(() => store.pauseDownload('sample').then(wanted)).toEqual(['paused']);
  });

  it('reads each byte once for loading, and not before it is asked for', async () => {
    const storage = createMemoryWeightStorage();
    await openTab(storage, [model.entry], createModelServer(model.contents)).installer.install(model.entry);
    let reads = 0;
    const counting = {
      ...storage,
      chunks: async (modelId: string, path?: string) => {
        const chunks = await storage.chunks(modelId, path);
        return chunks.map((chunk) => {
          const data = chunk.data.slice();
          const { arrayBuffer } = data;
          data.arrayBuffer = () => {
            reads += 1;
            return arrayBuffer.call(data);
          };
          return { ...chunk, data };
        });
      },
    };
    const store = createWeightStore(counting, { catalogue: [model.entry], locks: createLocalLocks() });
    const stream = await (await store.reader('sample')).stream('weights.bin');
    expect(reads).toBe(0);
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(weights);
    expect(reads).toBe(16);
  });

  it.each(['stream', 'buffer'] as const)(
    'finds a damaged chunk in a %s, and drops that chunk alone',
    async (way) => {
      const storage = createMemoryWeightStorage();
      const server = createModelServer(model.contents);
      await openTab(storage, [model.entry], server).installer.install(model.entry);
      const [, , , chunk] = await storage.chunks('sample', 'weights.bin');
      if (!chunk) expect.unreachable('no chunk');
      await storage.putChunk({ ...chunk, data: new Blob([sampleBytes(64, 99)]) });
      const { store } = openTab(storage, [model.entry], server);
      const reader = await store.reader('sample');
      const read =
        way === 'buffer'
          ? reader.buffer('weights.bin')
          : reader.stream('weights.bin').then((stream) => new Response(stream).arrayBuffer());
      await expect(read).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
      expect((await store.status('sample')).state).toBe('damaged');
      expect(await bytesIn(storage)).toBe(1030 - 64);
    },
  );

  it('gives out what is intact although all of it could not be read at once', async () => {
    const storage = createMemoryWeightStorage();
    await openTab(storage, [model.entry], createModelServer(model.contents)).installer.install(model.entry);
    const { store } = openTab(storage, [model.entry], createModelServer(model.contents));
    const arrayBuffer = vi
      .spyOn(Blob.prototype, 'arrayBuffer')
      .mockRejectedValueOnce(new DOMException('lost for a moment', 'NotReadableError'));
    expect(await readFile(store, 'sample', 'weights.bin')).toEqual(weights);
    expect(arrayBuffer).toHaveBeenCalledTimes(17);
    arrayBuffer.mockRestore();
  });

  it('knows a file of the model from one that is not', async () => {
    const { store, installer } = openTab(
      createMemoryWeightStorage(),
      [model.entry],
      createModelServer(model.contents),
    );
    await installer.install(model.entry);
    const reader = await store.reader('sample');
    expect(reader.files.map((file) => file.path)).toEqual(['config.json', 'weights.bin']);
    await expect(reader.stream('vocab.txt')).rejects.toMatchObject({ failure: { code: 'model-missing' } });
  });

  it('tells size and last use, and forgets both with the model', async () => {
    const storage = createMemoryWeightStorage();
    const locks = createLocalLocks();
    const store = createWeightStore(storage, {
      catalogue: [model.entry],
      locks,
      clock: { now: () => 1234 },
    });
    const server = createModelServer(model.contents);
    await createInstaller({ store, fetch: server.fetch, locks, estimate: ROOMY }).install(model.entry);
    expect(await store.status('sample')).toMatchObject({ storedBytes: 1030, lastUsedAt: null });
    await store.reader('sample');
    expect(await store.status('sample')).toMatchObject({ storedBytes: 1030, lastUsedAt: 1234 });
    await store.remove('sample');
    expect(await store.status('sample')).toEqual({
      modelId: 'sample',
      state: 'absent',
      storedBytes: 0,
      totalBytes: 1030,
      lastUsedAt: null,
    });
  });

  it('takes a new version of a model as partial, and keeps the files that did not change', async () => {
    const storage = createMemoryWeightStorage();
    await openTab(storage, [model.entry], createModelServer(model.contents)).installer.install(model.entry);
    const config = sampleBytes(40, 5);
    const next = await sampleModel({ 'config.json': config, 'weights.bin': weights });
    const server = createModelServer(next.contents);
    const { store, installer } = openTab(storage, [next.entry], server);
    expect((await store.status('sample')).state).toBe('partial');
    await installer.install(next.entry);
    expect(server.requests).toEqual(['models/sample/config.json']);
    expect(await readFile(store, 'sample', 'config.json')).toEqual(config);
    expect(await bytesIn(storage)).toBe(1040);
  });
});

describe('the installer', () => {
  it('leaves nothing behind of a try that cut the files to another size', async () => {
    const storage = createMemoryWeightStorage();
    const broken = createModelServer(model.contents, { breaksAfter: 700 });
    const first = openTab(storage, [model.entry], broken, { chunkBytes: 20 });
    await expect(first.installer.install(model.entry)).rejects.toThrow();
    const { store, installer } = openTab(storage, [model.entry], createModelServer(model.contents), {
      chunkBytes: 100,
    });
    await installer.install(model.entry);
    expect(await readFile(store, 'sample', 'weights.bin')).toEqual(weights);
    expect(await bytesIn(storage)).toBe(1030);
  });

  it('counts fetching, then verifying, then is done', async () => {
    const { installer } = openTab(
      createMemoryWeightStorage(),
      [model.entry],
      createModelServer(model.contents),
    );
    const { seen, onProgress } = collectProgress();
    await installer.install(model.entry, { onProgress });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['fetching', 'verifying', 'done']);
    expect(seen.at(-1)).toMatchObject({ doneBytes: 1030, totalBytes: 1030 });
  });

  it('does nothing for a model that is there', async () => {
    const storage = createMemoryWeightStorage();
    await openTab(storage, [model.entry], createModelServer(model.contents)).installer.install(model.entry);
    const server = createModelServer(new Map());
    const { installer } = openTab(storage, [model.entry], server);
    await installer.install(model.entry);
    expect(server.requests).toEqual([]);
  });

  it('does not begin once cancelled', async () => {
    const server = createModelServer(model.contents);
    const { store, installer } = openTab(createMemoryWeightStorage(), [model.entry], server);
    await expect(installer.install(model.entry, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(server.requests).toEqual([]);
    expect((await store.status('sample')).state).toBe('absent');
  });
});
