import { afterEach, expect, it } from 'vitest';
import { createModelServer } from '../../tests/faults/support/model-server';
import { sampleBytes, sampleModel } from '../../tests/faults/support/sample-model';
import { openTab, readFile } from '../../tests/faults/support/stores';
import { createMemoryWeightStorage } from './memory-weight-storage';
import { shareMemoryWeightStorage } from './shared-memory-weight-storage';
import type { WeightStorage } from './weight-storage';

const weights = sampleBytes(500, 2);
const model = await sampleModel({ 'weights.bin': weights });
const server = createModelServer(model.contents);
const contexts: WeightStorage[] = [];

function createContext(): WeightStorage {
  const storage = shareMemoryWeightStorage(createMemoryWeightStorage(), 'weights-for-tests');
  contexts.push(storage);
  return storage;
}

/** A page or a worker of its own. */
function context() {
  return openTab(createContext(), [model.entry], server);
}

afterEach(() => {
  for (const storage of contexts.splice(0)) storage.close();
});

it('gives a worker the model that the page installed, and takes it away with it', async () => {
  const page = context();
  const worker = context();
  expect((await worker.store.status('sample')).state).toBe('absent');
  await page.installer.install(model.entry);
  expect(await readFile(worker.store, 'sample', 'weights.bin')).toEqual(weights);
  await page.store.remove('sample');
  await expect.poll(async () => (await worker.store.status('sample')).state).toBe('absent');
});

it('gives a new worker the entry of an added model with its files', async () => {
  const page = createContext();
  await page.putAddedEntry(model.entry);
  await openTab(page, [model.entry], server).installer.install(model.entry);
  // Begun later, so that it heard nothing of the above.
  const own = createMemoryWeightStorage();
  const worker = shareMemoryWeightStorage(own, 'weights-for-tests');
  contexts.push(worker);
  expect(await worker.manifest('sample')).toMatchObject({ modelId: 'sample' });
  expect(await own.addedEntries()).toEqual([model.entry]);
});

it('tells the page what a worker added, downloads and measured, and what was taken off', async () => {
  const page = createContext();
  const worker = createContext();
  await worker.putAddedEntry(model.entry);
  await worker.putDownload({ modelId: 'sample', wanted: 'running', entityTags: {}, startedAt: 1 });
  await expect.poll(() => page.downloads()).toHaveLength(1);
  expect(await page.addedEntries()).toEqual([model.entry]);
  await page.putDownload({ modelId: 'sample', wanted: 'paused', entityTags: {}, startedAt: 1 });
  await expect.poll(() => worker.downloads()).toMatchObject([{ wanted: 'paused' }]);
  await page.deleteModel('sample');
  await page.deleteAddedEntry('sample');
  await expect.poll(() => worker.addedEntries()).toEqual([]);
  expect(await worker.downloads()).toEqual([]);
});

it('tells a context that begins later which models were added', async () => {
  const page = createContext();
  await page.putAddedEntry(model.entry);
  expect(await createContext().addedEntries()).toEqual([model.entry]);
});
