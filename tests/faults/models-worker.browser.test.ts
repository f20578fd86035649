import { deleteDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/contracts/failure';
import { NO_MODEL_SOURCES } from '../../src/contracts/model-sources';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { openWeightStore, type WeightStore } from '../../src/models/weight-store';
import { createModelsClient, type ModelsClient } from '../../src/worker-client/models-client';
import type { ReadRequest } from './support/reading-worker';
import { collectProgress } from './support/stores';

const model = ALL_MINILM_L6_V2;
const WEIGHTS = 'onnx/model_quantized.onnx';
const weightsHash = model.files.find((file) => file.path === WEIGHTS)?.sha256;

let client: ModelsClient;
let store: WeightStore;
const workers: Worker[] = [];

function setUp(spawn: () => Worker, keepsModels: boolean): void {
  client = createModelsClient({
    spawn: () => {
      const worker = spawn();
      workers.push(worker);
      return worker;
    },
    appBase: `${location.origin}/`,
    onForeignRequest: () => expect.unreachable('nothing is foreign here'),
    keepsModels,
  });
}

function readInWorker(request: ReadRequest): Promise<Result<string>> {
  const worker = new Worker(new URL('./support/reading-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Result<string>>) => resolve(data);
    worker.postMessage(request);
  });
}

afterEach(async () => {
  vi.restoreAllMocks();
  client.dispose();
  for (const worker of workers.splice(0)) worker.terminate();
  store.close();
  await deleteDB('deskside-weights');
});

describe('the models worker', { timeout: 60_000 }, () => {
  const modelsWorker = () =>
    new Worker(new URL('../../workers/models.ts', import.meta.url), { type: 'module', name: 'models' });

  it('goes on in a new worker when the old one is killed in the middle', async () => {
    store = await openWeightStore();
    setUp(modelsWorker, false);
    const { seen, onProgress } = collectProgress();
    let killed = false;
    await client.install(model.id, NO_MODEL_SOURCES, {
      onProgress(progress) {
        onProgress(progress);
        if (killed || progress.doneBytes < 9_000_000) return;
        killed = true;
        workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
      },
    });
    expect(workers).toHaveLength(2);
    expect(seen.at(-1)).toMatchObject({ phase: 'done' });
    expect((await store.status(model.id)).state).toBe('installed');
    expect(await client.repair(model.id, NO_MODEL_SOURCES)).toBe(0);
  });

  it('stops when it is told to, keeps what has arrived, and leaves it paused', async () => {
    store = await openWeightStore();
    setUp(modelsWorker, false);
    const stop = new AbortController();
    // A large one, which is not all there by the time that the worker hears of it.
    const { id: modelId } = SMOLLM2_135M_DESK;
    const install = client.install(modelId, NO_MODEL_SOURCES, {
      signal: stop.signal,
      onProgress: ({ doneBytes }) => doneBytes > 9_000_000 && stop.abort(),
    });
    await expect(install).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect((await store.status(modelId)).state).toBe('partial');
    expect(await store.storage.downloads()).toMatchObject([{ modelId, wanted: 'paused' }]);
  });

  it('holds models in memory where there is no database, for the page and other workers (fault 27)', async () => {
    const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    store = await openWeightStore();
    open.mockRestore();
    expect(store.notice?.code).toBe('storage-unavailable');
    setUp(
      () =>
        new Worker(new URL('./support/models-worker-without-database.ts', import.meta.url), {
          type: 'module',
        }),
      true,
    );
    await client.install(model.id, NO_MODEL_SOURCES);
    expect((await store.status(model.id)).state).toBe('installed');
    const request = { modelId: model.id, path: WEIGHTS, withoutDatabase: true };
    expect(await readInWorker(request)).toEqual({ ok: true, value: weightsHash });
  });
});
