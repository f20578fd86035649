/** The page `bench.html`: makes the measurements that `npm run bench` asks for, with the app's own code on the app's own origin. */
import './platform/install-trusted-types';
import * as Comlink from 'comlink';
import { countPageMemory } from './app/speed/page-memory';
import type { BenchPage } from './benchmarks/bench-page';
import { createEngineBenchmark } from './benchmarks/engines/engine-benchmark';
import { createSearchBenchmark } from './benchmarks/search/search-benchmark';
import type { StoreBenchmarkApi, StoreTask } from './benchmarks/store/store-benchmark-api';
import { findModel } from './models/catalogue';
import { createInstaller } from './models/installer';
import { openWeightStore } from './models/weight-store';
import { speakPage } from './ui/i18n/page-words';
import { createInferenceClient } from './worker-client/inference-client';
import { createModelsClient } from './worker-client/models-client';

/** Milliseconds; the slowest measurement takes a few seconds on a busy machine. */
const LIMIT_MS = 60_000;

async function inFreshWorker<T>(
  task: StoreTask,
  work: (api: Comlink.Remote<StoreBenchmarkApi>) => Promise<T>,
): Promise<T> {
  const worker = new Worker(new URL('./benchmarks/store/store-benchmark-worker.ts', import.meta.url), {
    type: 'module',
    name: 'store-benchmark',
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    const fail = (reason: string): void => reject(new Error(`The task ${JSON.stringify(task)} ${reason}.`));
    worker.onerror = ({ message }) => fail(`broke its worker: ${message}`);
    timer = setTimeout(() => fail(`had not ended after ${LIMIT_MS / 1000} seconds`), LIMIT_MS);
  });
  try {
    return await Promise.race([work(Comlink.wrap<StoreBenchmarkApi>(worker)), failed]);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

function spawnInference(): Worker {
  return new Worker(new URL('../workers/inference.ts', import.meta.url), {
    type: 'module',
    name: 'inference',
  });
}

const page: BenchPage = {
  engines: createEngineBenchmark({
    spawnInference,
    models: createModelsClient({
      spawn: () =>
        new Worker(new URL('../workers/models.ts', import.meta.url), { type: 'module', name: 'models' }),
      appBase: new URL('.', document.baseURI).href,
      // Nothing is fetched from elsewhere.
      onForeignRequest: () => undefined,
      keepsModels: false,
    }),
  }),

  search: createSearchBenchmark({
    spawn: () =>
      new Worker(new URL('../workers/search.ts', import.meta.url), { type: 'module', name: 'search' }),
  }),

  measureStore: (task) => inFreshWorker(task, (api) => api.run(task)),

  measureHeldMemory: (task) =>
    inFreshWorker(task, async (api) => {
      await api.run(task);
      return countPageMemory();
    }),

  async installModel(modelId) {
    const entry = findModel(modelId);
    if (!entry) throw new Error(`The catalogue has no model ${modelId}.`);
    const store = await openWeightStore();
    await createInstaller({ store }).install(entry);
    store.close();
  },

  loadModel(modelId) {
    const client = createInferenceClient({ findModel, spawn: spawnInference });
    client.setDevice('wasm');
    return client.load(modelId);
  },
};

globalThis.desksideBench = page;
void speakPage(document);
