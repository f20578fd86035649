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

/** A page or a worker of its own. */
function context() {
  const storage = shareMemoryWeightStorage(createMemoryWeightStorage(), 'weights-for-tests');
  contexts.push(storage);
  return openTab(storage, [model.entry], server);
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
