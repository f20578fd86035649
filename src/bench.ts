/** The page `bench.html`: makes the measurements that `npm run bench` asks for, with the app's own code on the app's own origin. */
import * as Comlink from 'comlink';
import type { BenchPage } from './benchmarks/bench-page';
import type { StoreBenchmarkApi, StoreTask } from './benchmarks/store/store-benchmark-api';
import { findModel } from './models/catalogue';
import { createInstaller } from './models/installer';
import { openWeightStore } from './models/weight-store';
import { createInferenceClient } from './worker-client/inference-client';

/** The DOM types do not have it yet. It counts after the next garbage collection, which can take some twenty seconds. */
interface PerformanceWithMemory {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

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

const page: BenchPage = {
  measureStore: (task) => inFreshWorker(task, (api) => api.run(task)),

  measureHeldMemory: (task) =>
    inFreshWorker(task, async (api) => {
      await api.run(task);
      const counted = await (performance as PerformanceWithMemory).measureUserAgentSpecificMemory?.();
      return counted?.bytes ?? null;
    }),

  async installModel(modelId) {
    const entry = findModel(modelId);
    if (!entry) throw new Error(`The catalogue has no model ${modelId}.`);
    const store = await openWeightStore();
    await createInstaller({ store }).install(entry);
    store.close();
  },

  loadModel(modelId) {
    const client = createInferenceClient({
      findModel,
      spawn: () =>
        new Worker(new URL('../workers/inference.ts', import.meta.url), {
          type: 'module',
          name: 'inference',
        }),
    });
    client.setDevice('wasm');
    return client.load(modelId);
  },
};

globalThis.desksideBench = page;
