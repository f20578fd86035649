import { describe, expect } from 'vitest';
import { commands } from 'vitest/browser';
import { toContractWorker } from '../../../tests/support/contract-worker';
import { SOURCE_MODEL, sourceModelWeights } from '../../../tests/support/source-model';
import { describeEngineContract } from '../engine-contract';
import { createWllamaEngine } from './wllama-engine';

const why = (await commands.ensureSourceModel()) ?? '';
const TIMEOUT = 240_000;
const [variant = expect.unreachable('no variant')] = SOURCE_MODEL.variants;

/** Minutes on two cores: a model of 135 million weights reads some hundred tokens for most rules. */
describe.skipIf(why)(`wllama on WASM${why && ` (not here: ${why})`}`, { timeout: TIMEOUT }, () => {
  describeEngineContract({
    name: 'wllama on WASM',
    createEngine: createWllamaEngine,
    generator: { model: SOURCE_MODEL, variant, weights: sourceModelWeights(), threads: 2 },
    timeout: TIMEOUT,
    propertyRuns: 3,
    spawnWorker: () =>
      toContractWorker(
        new Worker(new URL('../../../tests/support/wllama-worker.ts', import.meta.url), { type: 'module' }),
      ),
  });
});
