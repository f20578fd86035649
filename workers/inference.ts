/** The inference worker: one model on one device, driven by `src/worker-client`. */
import '../src/platform/install-trusted-types';
import type { InferenceWorkerApi } from '../src/contracts/inference-api';
import { exposeInferenceService } from '../src/engines/expose-inference-service';
import { createInferenceService } from '../src/engines/inference-service';
import { openWeightStore } from '../src/models/weight-store';
import { readMachineMemory } from '../src/platform/machine-memory';

const store = openWeightStore();
// Reported by the first call that needs a model.
store.catch(() => undefined);

const service = createInferenceService({
  engines: {
    // Imported on demand, so that the worker answers before half a megabyte of library is read.
    transformers: async () => {
      const { createTransformersEngine } = await import('../src/engines/transformers/transformers-engine');
      return createTransformersEngine();
    },
    'web-llm': async () => {
      const { createWebLlmEngine } = await import('../src/engines/web-llm/web-llm-engine');
      return createWebLlmEngine();
    },
    wllama: async () => {
      const { createWllamaEngine } = await import('../src/engines/wllama/wllama-engine');
      return createWllamaEngine();
    },
  },
  findModel: async (modelId) => (await store).entry(modelId),
  openWeights: async (modelId) => (await store).reader(modelId),
  machineMemoryGiB: readMachineMemory(),
}) satisfies InferenceWorkerApi;

exposeInferenceService(service);
