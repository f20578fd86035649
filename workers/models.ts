/** The models worker: everything that writes model files, driven by `src/worker-client/models-client.ts`. */
import * as Comlink from 'comlink';
import { createModelsService } from '../src/models/models-service';
import { openWeightStore, type WeightStore } from '../src/models/weight-store';

let opening: Promise<WeightStore> | null = null;

/** One store for all calls; one that could not be opened is tried again by the next. */
function openStore(): Promise<WeightStore> {
  opening ??= openWeightStore().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

Comlink.expose(createModelsService(openStore));
