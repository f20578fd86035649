/** The inference worker over web-llm on its stage; for tests that lose a worker or its device. */
import { exposeInferenceService } from '../../../src/engines/expose-inference-service';
import { createInferenceService } from '../../../src/engines/inference-service';
import { createWebLlmEngine } from '../../../src/engines/web-llm/web-llm-engine';
import { enterWebLlmStage } from './web-llm-stage';
import { LOSE_DEVICE } from './web-llm-contract-worker';

const { generator, embedder, gpu } = enterWebLlmStage();

self.addEventListener('message', ({ data }) => {
  if (data === LOSE_DEVICE) gpu.lose();
});
exposeInferenceService(
  createInferenceService({
    engines: { 'web-llm': async () => createWebLlmEngine() },
    findModel: (modelId) => [generator.model, embedder.model].find(({ id }) => id === modelId),
    openWeights: async (modelId) => (modelId === generator.model.id ? generator.weights : embedder.weights),
    machineMemoryGiB: null,
  }),
);
