/** The inference worker over wllama, with weights straight from the test server; for tests that lose a worker. */
import { exposeInferenceService } from '../../src/engines/expose-inference-service';
import { createInferenceService } from '../../src/engines/inference-service';
import { createWllamaEngine } from '../../src/engines/wllama/wllama-engine';
import { SOURCE_MODEL, sourceModelWeights } from './source-model';

exposeInferenceService(
  createInferenceService({
    engines: { wllama: async () => createWllamaEngine() },
    findModel: () => SOURCE_MODEL,
    openWeights: async () => sourceModelWeights(),
    machineMemoryGiB: null,
  }),
);
