import { measureAnswer } from '../../app/speed/measure-answer';
import { measureTexts } from '../../app/speed/measure-texts';
import type { ModelEntry } from '../../contracts/model';
import { findModel } from '../../models/catalogue';
import { openWeightStore } from '../../models/weight-store';
import { createInferenceClient, type InferenceClient } from '../../worker-client/inference-client';
import type { ModelsClient } from '../../worker-client/models-client';
import type { EngineBenchmark, HeldModel } from './engine-benchmark-api';
import { measureMemorySpeed } from './memory-speed';
import { openOwnModel } from './own-model';

export interface EngineBenchmarkParts {
  readonly spawnInference: () => Worker;
  readonly models: Pick<ModelsClient, 'importFiles'>;
}

export function createEngineBenchmark({ spawnInference, models }: EngineBenchmarkParts): EngineBenchmark {
  let held: HeldModel | null = null;

  async function timed(open: () => Promise<HeldModel>): Promise<number> {
    await held?.close();
    const startedAt = performance.now();
    held = await open();
    return performance.now() - startedAt;
  }

  function requireHeld(): HeldModel {
    if (!held) throw new Error('No model is open in this page.');
    return held;
  }

  async function clientFor(modelId: string): Promise<InferenceClient> {
    const entry = await storedEntry(modelId);
    return createInferenceClient({ findModel: () => entry, spawn: spawnInference });
  }

  return {
    async importModel(address) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address} answered with ${answer.status}.`);
      const path = new URL(address, location.href).pathname.split('/').at(-1) ?? 'model.gguf';
      const { id } = await models.importFiles([{ path, blob: await answer.blob() }]);
      return id;
    },

    async ways(modelId) {
      const steps = await (await clientFor(modelId)).attempts(modelId);
      return steps.flatMap((step) => ('failure' in step ? [] : [step]));
    },

    async openOwn(modelId, way) {
      // Looking the model up is no part of loading it.
      const client = await clientFor(modelId);
      return timed(() => openOwnModel(client, modelId, way));
    },

    openBare: ({ modelId, address }, way) =>
      timed(async () => {
        if (address !== null) return (await import('./bare-wllama')).openBareWllama(address, way);
        return (await import('./bare-transformers')).openBareTransformers(requireModel(modelId), way);
      }),

    measureAnswer: (request) => measureAnswer(requireHeld(), request),
    measureTexts: (texts) => measureTexts(requireHeld(), texts),

    async closeModel() {
      await held?.close();
      held = null;
    },

    measureMemorySpeed,
  };
}

function requireModel(modelId: string): ModelEntry {
  const entry = findModel(modelId);
  if (entry) return entry;
  throw new Error(`The catalogue has no model ${modelId}.`);
}

async function storedEntry(modelId: string): Promise<ModelEntry> {
  const store = await openWeightStore();
  try {
    const entry = await store.entry(modelId);
    if (!entry) throw new Error(`There is no model ${modelId}.`);
    return entry;
  } finally {
    store.close();
  }
}
