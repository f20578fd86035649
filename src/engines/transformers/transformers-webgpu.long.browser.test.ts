import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../../models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../models/catalogue/smollm2-135m-desk';
import { probeGpu } from '../../platform/probe-gpu';
import { fetchedWeights } from '../../../tests/support/fetched-weights';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { checkKnownAnswer } from '../known-answer';
import { createTransformersEngine } from './transformers-engine';

const MINUTES = 60_000;

function gpuTarget(model: ModelEntry): ContractTarget {
  const variant =
    model.variants.find(({ device }) => device === 'webgpu') ?? expect.unreachable('no WebGPU variant');
  return { model, variant, weights: fetchedWeights(model), threads: 1 };
}

describeEngineContract({
  name: 'transformers.js on WebGPU',
  createEngine: createTransformersEngine,
  embedder: gpuTarget(ALL_MINILM_L6_V2),
  timeout: 5 * MINUTES,
});

describe('transformers.js on WebGPU', { timeout: 20 * MINUTES }, () => {
  it('has a GPU here, if only an emulated one', async () => {
    expect(await probeGpu()).not.toBeNull();
  });

  it('passes the known answer of the embedder', async () => {
    const target = gpuTarget(ALL_MINILM_L6_V2);
    const { signal } = new AbortController();
    const loaded = await createTransformersEngine().load({ ...target, signal });
    expect(await checkKnownAnswer(target.model, loaded, signal)).toBeNull();
    await loaded.unload();
  });

  // An emulated GPU takes some twenty seconds a token, so this is all that is asked of the generator here.
  it('writes four right tokens, and stops when cancelled', async () => {
    const target = gpuTarget(SMOLLM2_135M_DESK);
    const { signal } = new AbortController();
    const loaded = await createTransformersEngine().load({ ...target, signal });
    expect(await checkKnownAnswer(target.model, loaded, signal)).toBeNull();

    const controller = new AbortController();
    const result = await loaded.generate(
      { turns: [{ role: 'user', content: 'What is the capital of France?' }], maxTokens: 4 },
      () => controller.abort(),
      controller.signal,
    );
    expect(result.finish).toBe('cancelled');
    expect(result.newTokens).toBeLessThan(4);
    expect('The capital of France'.startsWith(result.text)).toBe(true);
    await loaded.unload();
  });
});
