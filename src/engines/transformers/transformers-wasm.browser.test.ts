import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../contracts/capabilities';
import type { LoadedModel } from '../../contracts/engine';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry, WeightReader } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../../models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../models/catalogue/smollm2-135m-desk';
import { toContractWorker } from '../../../tests/support/contract-worker';
import { fetchedWeights } from '../../../tests/support/fetched-weights';
import { countWasmMemory } from '../../../tests/support/wasm-memory';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { createTransformersEngine } from './transformers-engine';

function wasmTarget(model: ModelEntry, dtype?: string): ContractTarget {
  const variant =
    model.variants.find((other) => other.device === 'wasm' && (!dtype || other.dtype === dtype)) ??
    expect.unreachable('no such WASM variant');
  return { model, variant, weights: fetchedWeights(model), threads: 2 };
}

const wasmMemory = countWasmMemory();

// The way for machines with memory to spare; the whole suite would take as long again for the same code.
describeEngineContract({
  name: 'transformers.js on WASM with fp32 weights',
  createEngine: createTransformersEngine,
  scope: 'smoke',
  generator: wasmTarget(SMOLLM2_135M_DESK, 'q4'),
  timeout: 60_000,
  propertyRuns: 1,
});

describeEngineContract({
  name: 'transformers.js on WASM',
  createEngine: createTransformersEngine,
  embedder: wasmTarget(ALL_MINILM_L6_V2),
  generator: wasmTarget(SMOLLM2_135M_DESK),
  timeout: 60_000,
  propertyRuns: 3,
  memoryInUse: async () => wasmMemory(),
  spawnWorker: () =>
    toContractWorker(
      new Worker(new URL('../../../tests/support/transformers-worker.ts', import.meta.url), {
        type: 'module',
      }),
    ),
});

describe('transformers.js on WASM', { timeout: 60_000 }, () => {
  it('runs with threads in these tests', () => {
    expect(crossOriginIsolated).toBe(true);
  });

  describe('when it writes', () => {
    const { signal } = new AbortController();
    let loaded: LoadedModel;
    beforeAll(async () => {
      loaded = await createTransformersEngine().load({ ...wasmTarget(SMOLLM2_135M_DESK), signal });
    }, 60_000);
    afterAll(() => loaded.unload());
    const ask = (content: string, request: Partial<GenerateRequest> = {}) =>
      loaded.generate(
        { turns: [{ role: 'user', content }], maxTokens: 8, ...request },
        () => undefined,
        signal,
      );

    it('answers a mail the same whether it reads all of it or knows its beginning', async () => {
      const mail = `Subject: Minutes\n\n${'The board met on 3 March and agreed the budget of 12,400 EUR. '.repeat(9)}`;
      const unprepared = await ask(`${mail}\n\nGive the key point in one short sentence.`);
      await ask(`${mail}\n\nSummarise this mail in at most two sentences.`);
      const prepared = await ask(`${mail}\n\nGive the key point in one short sentence.`);
      expect(prepared.text).toBe(unprepared.text);
      expect(prepared.promptTokens - prepared.reusedTokens).toBeLessThan(20);
    });

    it('comes back to a mail without reading it again', async () => {
      const about = (what: string) => `Subject: ${what}\n\n${`The ${what} is due on Friday. `.repeat(8)}`;
      await ask(`${about('invoice')}\n\nWhat is due?`, { maxTokens: 2 });
      await ask(`${about('report')}\n\nWhat is due?`, { maxTokens: 2 });
      const { promptTokens, reusedTokens } = await ask(`${about('invoice')}\n\nWhen?`, { maxTokens: 2 });
      expect(promptTokens - reusedTokens).toBeLessThan(20);
    });

    it('goes on with JSON that was begun, and refuses a beginning that does not fit', async () => {
      const schema = {
        type: 'object',
        properties: { due: { enum: ['Friday', 'Monday'] } },
        required: ['due'],
      };
      const request = { schema, maxTokens: 20 };
      const prefix = '{"due": "F';
      const { text } = await ask('It is due on Monday. As JSON?', { ...request, prefix });
      expect(JSON.parse(prefix + text)).toEqual({ due: 'Friday' });
      await expect(ask('As JSON?', { ...request, prefix: 'Sure' })).rejects.toMatchObject({
        failure: { code: 'request-unsupported' },
      });
    });

    it('refuses what a grammar cannot promise before it reads a word', async () => {
      await expect(ask('As JSON?', { schema: { type: 'array', uniqueItems: true } })).rejects.toMatchObject({
        failure: { code: 'request-unsupported', detail: 'uniqueItems: true' },
      });
    });
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
