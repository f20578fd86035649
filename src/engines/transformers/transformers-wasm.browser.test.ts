import { describe, expect, it } from 'vitest';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry, WeightReader } from '../../contracts/model';
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

describe('transformers.js on WASM', { timeout: 60_000 }, () => {
  it('runs with threads in these tests', () => {
    expect(crossOriginIsolated).toBe(true);
  });

  it('answers a mail the same whether it reads all of it or knows its beginning', async () => {
    const target = wasmTarget(SMOLLM2_135M_DESK);
    const loaded = await createTransformersEngine().load({ ...target, signal: new AbortController().signal });
    const mail = `Subject: Minutes\n\n${'The board met on 3 March and agreed the budget of 12,400 EUR. '.repeat(9)}`;
    const ask = async (instruction: string) => {
      const turns = [{ role: 'user' as const, content: `${mail}\n\n${instruction}` }];
      const request = { turns, maxTokens: 8 };
      return (await loaded.generate(request, () => undefined, new AbortController().signal)).text;
    };
    const unprepared = await ask('Give the key point in one short sentence.');
    await ask('Summarise this mail in at most two sentences.');
    expect(await ask('Give the key point in one short sentence.')).toBe(unprepared);
    await loaded.unload();
  });

  it('asks for its weights only through the reader, and caches nothing elsewhere', async () => {
    const target = wasmTarget(ALL_MINILM_L6_V2);
    const asked: string[] = [];
    const weights: WeightReader = {
      ...target.weights,
      buffer: (path) => {
        asked.push(path);
        return target.weights.buffer(path);
      },
    };
    performance.clearResourceTimings();
    const loaded = await createTransformersEngine().load({
      ...target,
      weights,
      signal: new AbortController().signal,
    });
    const requested = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    expect(requested.every(({ origin }) => origin === location.origin)).toBe(true);
    const models = requested.filter(({ pathname }) => pathname.startsWith('/models/'));
    expect(models.map(({ pathname }) => pathname).toSorted()).toEqual(
      asked.map((path) => `/models/all-minilm-l6-v2/${path}`).toSorted(),
    );
    expect(asked).toContain('onnx/model_quantized.onnx');
    expect(await caches.keys()).toEqual([]);
    await loaded.unload();
  });

  it('takes any id that a model may have', async () => {
    const target = wasmTarget({ ...ALL_MINILM_L6_V2, id: 'owner--name..v1.0' });
    const { weights } = wasmTarget(ALL_MINILM_L6_V2);
    const { signal } = new AbortController();
    const loaded = await createTransformersEngine().load({ ...target, weights, signal });
    expect(await loaded.embed(['a'], signal)).toHaveLength(1);
    await loaded.unload();
  });

  it('tells damaged weights from a broken runtime, and can load afterwards', async () => {
    const target = wasmTarget(ALL_MINILM_L6_V2);
    const damaged = new DesksideError({ code: 'integrity-failed', message: 'Damaged.', retryable: false });
    const weights: WeightReader = {
      ...target.weights,
      buffer: (path) => (path.endsWith('.onnx') ? Promise.reject(damaged) : target.weights.buffer(path)),
    };
    const { signal } = new AbortController();
    const engine = createTransformersEngine();
    await expect(engine.load({ ...target, weights, signal })).rejects.toBe(damaged);
    const loaded = await engine.load({ ...target, signal });
    expect(await loaded.embed(['whole again'], signal)).toHaveLength(1);
    await loaded.unload();
  });
});
