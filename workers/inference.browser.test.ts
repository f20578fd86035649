import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findModel } from '../src/models/catalogue';
import { ALL_MINILM_L6_V2 } from '../src/models/catalogue/all-minilm-l6-v2';
import { createInstaller } from '../src/models/installer';
import { openWeightStore } from '../src/models/weight-store';
import { createInferenceClient, type InferenceClient } from '../src/worker-client/inference-client';

const { id } = ALL_MINILM_L6_V2;

describe('the inference worker', { timeout: 60_000 }, () => {
  const workers: Worker[] = [];
  let client: InferenceClient;

  beforeAll(async () => {
    const store = await openWeightStore();
    const installer = createInstaller({
      store,
      fetch: (address, init) => fetch(`/${String(address)}`, init),
    });
    await installer.install(ALL_MINILM_L6_V2);
    store.close();
    client = createInferenceClient({
      findModel,
      spawn: () => {
        const worker = new Worker(new URL('./inference.ts', import.meta.url), { type: 'module' });
        workers.push(worker);
        return worker;
      },
    });
  }, 60_000);
  afterAll(() => client.dispose());

  it('embeds with weights from the store, on WASM with threads', async () => {
    const [invoice, bill, lunch] = await client
      .embedder(id)
      .embed(['Please pay the invoice.', 'The bill has to be settled.', 'Lunch at noon?']);
    if (!invoice || !bill || !lunch) expect.unreachable('a vector is missing');
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
    expect(dot(invoice, bill)).toBeGreaterThan(dot(invoice, lunch));
    const [info] = client.loaded.get();
    expect(info).toMatchObject({ modelId: id, device: 'wasm', refused: [] });
    expect(info?.threads).toBeGreaterThan(1);
  });

  it('goes on in a new worker when the old one is gone', async () => {
    const before = workers.length;
    const call = client.embedder(id).embed(['a', 'b']);
    workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    expect(await call).toHaveLength(2);
    expect(workers.length).toBe(before + 1);
  });

  it('says that a model is not installed', async () => {
    await expect(client.load('smollm2-135m-desk')).rejects.toMatchObject({
      failure: { code: 'model-missing' },
    });
  });

  it('passes the known answer with one thread as well', async () => {
    expect(await client.verify(id, 'wasm', { threads: 1 })).toMatchObject({ passed: true, threads: 1 });
  });
});
