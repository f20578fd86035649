import { describe, expect, it } from 'vitest';
import { createMemoryWeightStorage } from '../../src/models/memory-weight-storage';
import { failOperation } from './support/failing-weight-storage';
import { createModelServer } from './support/model-server';
import { sampleBytes, sampleModel } from './support/sample-model';
import { openTab, readFile } from './support/stores';

const neighbour = await sampleModel({ 'weights.bin': sampleBytes(200, 3) }, 'neighbour');
const model = await sampleModel({ 'config.json': sampleBytes(30, 7), 'weights.bin': sampleBytes(300, 11) });
const catalogue = [neighbour.entry, model.entry];
const server = createModelServer(new Map([...neighbour.contents, ...model.contents]));

async function withNeighbour() {
  const storage = createMemoryWeightStorage();
  await openTab(storage, catalogue, server).installer.install(neighbour.entry);
  return storage;
}

/** An engine gets the right bytes or a failure; whatever is missing can be had; and the neighbour is unharmed. */
async function expectSound(storage: Awaited<ReturnType<typeof withNeighbour>>): Promise<void> {
  const { store, installer } = openTab(storage, catalogue, server);
  const read = await readFile(store, 'sample', 'weights.bin').catch((error: unknown) => error);
  if (read instanceof Uint8Array) expect(read).toEqual(sampleBytes(300, 11));
  else
    expect(read).toMatchObject({
      failure: { code: expect.stringMatching(/model-missing|integrity-failed/) },
    });
  expect((await store.status('neighbour')).state).toBe('installed');
  expect(await readFile(store, 'neighbour', 'weights.bin')).toEqual(sampleBytes(200, 3));
  await installer.install(model.entry);
  expect(await readFile(store, 'sample', 'weights.bin')).toEqual(sampleBytes(300, 11));
}

/** Runs `work` once for each storage operation that it does, with that operation failing. */
async function failEach(
  kind: 'once' | 'from-then-on',
  prepare: (tab: ReturnType<typeof openTab>) => Promise<unknown>,
  work: (tab: ReturnType<typeof openTab>) => Promise<unknown>,
): Promise<number> {
  for (let failing = 1; ; failing += 1) {
    const storage = await withNeighbour();
    await prepare(openTab(storage, catalogue, server));
    const flaky = failOperation(storage, failing, kind);
    await work(openTab(flaky, catalogue, server)).catch((error: unknown) => {
      expect(error).toMatchObject({
        failure: { code: expect.stringMatching(/storage-unavailable|integrity-failed/) },
      });
    });
    await expectSound(storage);
    if (flaky.operations() < failing) return failing - 1;
  }
}

describe.each(['once', 'from-then-on'] as const)('a storage operation that fails %s', (kind) => {
  it('at any point of an install leaves nothing half done', async () => {
    const operations = await failEach(
      kind,
      async () => undefined,
      ({ installer }) => installer.install(model.entry),
    );
    expect(operations).toBeGreaterThan(12);
  });

  it('at any point of a resumed install leaves nothing half done', async () => {
    const cut = createModelServer(model.contents, { breaksAfter: 250 });
    const operations = await failEach(
      kind,
      ({ store }) =>
        openTab(store.storage, catalogue, cut)
          .installer.install(model.entry)
          .catch(() => undefined),
      ({ installer }) => installer.install(model.entry),
    );
    expect(operations).toBeGreaterThan(8);
  });

  it('at any point of a repair leaves nothing half done', async () => {
    const operations = await failEach(
      kind,
      async ({ store, installer }) => {
        await installer.install(model.entry);
        const [chunk] = await store.storage.chunks('sample', 'weights.bin');
        if (chunk) await store.storage.putChunk({ ...chunk, data: new Blob([new Uint8Array(64)]) });
      },
      ({ installer }) => installer.repair(model.entry),
    );
    expect(operations).toBeGreaterThan(3);
  });

  it('at any point of a removal leaves the others alone', async () => {
    await failEach(
      kind,
      ({ installer }) => installer.install(model.entry),
      ({ store }) => store.remove('sample'),
    );
  });
});
