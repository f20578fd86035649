import { describe, expect, it, vi } from 'vitest';
import { createMemoryWeightStorage } from '../../src/models/memory-weight-storage';
import { createModelServer } from './support/model-server';
import { sampleBytes, sampleModel } from './support/sample-model';
import { openTab, readFile } from './support/stores';

const weights = sampleBytes(300, 11);
const model = await sampleModel({ 'weights.bin': weights });
const SHORT = { failure: { code: 'out-of-memory', message: expect.stringContaining('smaller') } };

describe('memory that cannot be had (fault 14)', () => {
  it('while a model is read: a typed error, and the model is not taken for damaged', async () => {
    const storage = createMemoryWeightStorage();
    await openTab(storage, [model.entry], createModelServer(model.contents)).installer.install(model.entry);
    const { store } = openTab(storage, [model.entry], createModelServer(model.contents));
    const read = vi
      .spyOn(Blob.prototype, 'arrayBuffer')
      .mockRejectedValue(new RangeError('Array buffer allocation failed'));
    await expect(readFile(store, 'sample', 'weights.bin')).rejects.toMatchObject(SHORT);
    await expect(store.verify('sample')).rejects.toMatchObject(SHORT);
    read.mockRestore();

    const { store: later } = openTab(storage, [model.entry], createModelServer(model.contents));
    expect((await later.status('sample')).state).toBe('installed');
    expect(await readFile(later, 'sample', 'weights.bin')).toEqual(weights);
  });

  it('while a model is fetched: a typed error at once, and what has arrived is kept', async () => {
    const storage = createMemoryWeightStorage();
    const server = createModelServer(model.contents);
    const { installer, store } = openTab(storage, [model.entry], server);
    const blob = vi.spyOn(globalThis, 'Blob').mockImplementationOnce(function () {
      throw new RangeError('Array buffer allocation failed');
    });
    await expect(installer.install(model.entry)).rejects.toMatchObject(SHORT);
    blob.mockRestore();
    expect(server.requests).toHaveLength(1);
    expect((await store.status('sample')).state).toBe('absent');
    await installer.install(model.entry);
    expect(await readFile(store, 'sample', 'weights.bin')).toEqual(weights);
  });
});
