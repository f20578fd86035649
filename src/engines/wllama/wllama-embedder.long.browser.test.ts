import { describe, expect } from 'vitest';
import { commands } from 'vitest/browser';
import { toContractWorker } from '../../../tests/support/contract-worker';
import { SOURCE_MODEL, sourceModelWeights } from '../../../tests/support/source-model';
import type { ModelEntry } from '../../contracts/model';
import { GENERAL_EMBEDDER_ANSWER } from '../../models/catalogue/general-prompts';
import { describeEngineContract } from '../engine-contract';
import { createWllamaEngine } from './wllama-engine';

const why = (await commands.ensureSourceModel()) ?? '';
const TIMEOUT = 240_000;

/** The source model read as an embedder, which llama.cpp can do with any model. */
const EMBEDDER: ModelEntry = {
  ...SOURCE_MODEL,
  id: 'source-model-embedder',
  task: 'feature-extraction',
  contextLength: 128,
  knownAnswer: GENERAL_EMBEDDER_ANSWER,
};

describe.skipIf(why)(`wllama on WASM${why && ` (not here: ${why})`}`, { timeout: TIMEOUT }, () => {
  describeEngineContract({
    name: 'wllama on WASM, embedding',
    createEngine: createWllamaEngine,
    embedder: {
      model: EMBEDDER,
      variant: EMBEDDER.variants[0] ?? expect.unreachable('no variant'),
      weights: sourceModelWeights(),
      threads: 1,
    },
    timeout: TIMEOUT,
    propertyRuns: 3,
    spawnWorker: () =>
      toContractWorker(
        new Worker(new URL('../../../tests/support/wllama-worker.ts', import.meta.url), { type: 'module' }),
      ),
  });
});
