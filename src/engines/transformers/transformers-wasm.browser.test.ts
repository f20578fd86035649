import { expect, it } from 'vitest';
import type { ModelEntry } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../../models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../models/catalogue/smollm2-135m-desk';
import { fetchedWeights } from '../../../tests/support/fetched-weights';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { createTransformersEngine } from './transformers-engine';

function wasmTarget(model: ModelEntry): ContractTarget {
  const variant =
    model.variants.find(({ device }) => device === 'wasm') ?? expect.unreachable('no WASM variant');
  return { model, variant, weights: fetchedWeights(model), threads: 2 };
}

describeEngineContract({
  name: 'transformers.js on WASM',
  createEngine: createTransformersEngine,
  embedder: wasmTarget(ALL_MINILM_L6_V2),
  generator: wasmTarget(SMOLLM2_135M_DESK),
  timeout: 60_000,
});

it('runs with threads in these tests', () => {
  expect(crossOriginIsolated).toBe(true);
});
