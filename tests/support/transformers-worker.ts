/** The inference worker over transformers.js, with weights straight from the test server; for tests that lose a worker or its device. */
import { exposeInferenceService } from '../../src/engines/expose-inference-service';
import { createInferenceService } from '../../src/engines/inference-service';
import { createTransformersEngine } from '../../src/engines/transformers/transformers-engine';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { fetchedWeights } from './fetched-weights';
import { heedDeviceLoss } from './gpu-device-loss';

const MODELS = new Map([ALL_MINILM_L6_V2, SMOLLM2_135M_DESK].map((model) => [model.id, model]));

heedDeviceLoss();
exposeInferenceService(
  createInferenceService({
    engines: { transformers: async () => createTransformersEngine() },
    findModel: (modelId) => MODELS.get(modelId),
    openWeights: async (modelId) => fetchedWeights(MODELS.get(modelId) ?? ALL_MINILM_L6_V2),
    machineMemoryGiB: null,
  }),
);
