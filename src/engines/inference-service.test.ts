import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../contracts/engine';
import type { InferenceRequest } from '../contracts/inference-api';
import { createFakeEngine, type FakeEngineOptions } from './fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR, fakeWeights } from './fake/fake-models';
import { createInferenceService } from './inference-service';

const MODELS = [FAKE_EMBEDDER, FAKE_GENERATOR];
const TURNS = [{ role: 'user', content: 'one two three' }] as const;

interface Served {
  readonly machineMemoryGiB?: number | null;
  /** In place of unloading. */
  readonly onUnload?: () => Promise<void>;
}

function serve(engine: FakeEngineOptions = {}, { machineMemoryGiB = null, onUnload }: Served = {}) {
  const loads: string[] = [];
  const service = createInferenceService({
    engines: {
      fake: async (): Promise<Engine> => {
        const fake = createFakeEngine(engine);
        return {
          id: 'fake',
          load: async (options) => {
            loads.push(options.model.id);
            const model = await fake.load(options);
            return onUnload ? Object.assign(model, { unload: onUnload }) : model;
          },
        };
      },
    },
    findModel: (id) => MODELS.find((entry) => entry.id === id),
    openWeights: async (id) => fakeWeights(MODELS.find((entry) => entry.id === id) ?? FAKE_GENERATOR),
    machineMemoryGiB,
  });
  let calls = 0;
  const request = (modelId = FAKE_GENERATOR.id): InferenceRequest => ({
    requestId: `call-${(calls += 1)}`,
    modelId,
    engine: 'fake',
    device: 'wasm',
    graph: 'model',
    dtype: 'q4',
    threads: 1,
  });
  return { service, request, loads };
}

describe('the inference service', () => {
  it('loads a model once, by whichever call needs it first', async () => {
    const { service, request, loads } = serve();
    await Promise.all([
      service.generate({ ...request(), turns: TURNS, maxTokens: 1 }, () => undefined),
      service.load(request()),
    ]);
    expect(loads).toEqual([FAKE_GENERATOR.id]);
  });

  it('loads again after unloading', async () => {
    const { service, request, loads } = serve();
    await service.load(request());
    expect(await service.unload(FAKE_GENERATOR.id)).toEqual({ ok: true, value: null });
    await service.load(request());
    expect(loads).toHaveLength(2);
  });

  it('refuses a model that fails its known answer, every time', async () => {
    const { service, request } = serve({ answer: () => 'nonsense nonsense' });
    for (let i = 0; i < 2; i += 1) {
      expect(await service.load(request())).toMatchObject({
        ok: false,
        failure: { code: 'known-answer-failed', retryable: false },
      });
    }
  });

  it('tells of the wrong answer also when the model cannot be unloaded', async () => {
    const onUnload = vi.fn(() => Promise.reject(new Error('disposed twice')));
    const { service, request } = serve({ answer: () => 'nonsense' }, { onUnload });
    expect(await service.load(request())).toMatchObject({ failure: { code: 'known-answer-failed' } });
    expect(onUnload).toHaveBeenCalledOnce();
  });

  it('refuses a model that this machine cannot hold, before it reads a byte', async () => {
    const { service, request, loads } = serve({}, { machineMemoryGiB: 0.001 });
    const answer = await service.load(request());
    expect(answer).toMatchObject({ ok: false, failure: { code: 'out-of-memory' } });
    expect(loads).toEqual([]);
  });

  it('says so when it does not know a model, or the model has no version for the device', async () => {
    const { service, request } = serve();
    expect(await service.load(request('unheard-of'))).toMatchObject({ failure: { code: 'model-unknown' } });
    expect(await service.load({ ...request(), dtype: 'q4f16' })).toMatchObject({
      failure: { code: 'engine-unavailable', detail: 'model q4f16' },
    });
    const elsewhere = createInferenceService({
      engines: {},
      findModel: () => ({ ...FAKE_GENERATOR, variants: [] }),
      openWeights: async () => fakeWeights(FAKE_GENERATOR),
      machineMemoryGiB: null,
    });
    expect(await elsewhere.load(request())).toMatchObject({ failure: { code: 'engine-unavailable' } });
  });

  it('flattens vectors in order', async () => {
    const { service, request } = serve();
    const answer = await service.embed({ ...request(FAKE_EMBEDDER.id), texts: ['a', 'b', 'a'] });
    if (!answer.ok) expect.unreachable(answer.failure.message);
    const { vectors, dimensions } = answer.value;
    expect(vectors).toHaveLength(3 * dimensions);
    expect(vectors.slice(2 * dimensions)).toEqual(vectors.slice(0, dimensions));
    expect(vectors.slice(dimensions, 2 * dimensions)).not.toEqual(vectors.slice(0, dimensions));
  });

  it('goes on after a call that failed', async () => {
    let calls = 0;
    const { service, request } = serve({
      failAtToken: () => {
        calls += 1;
        // Call 1 and 2 are the known answer's two tokens.
        return calls === 3 ? { code: 'internal', message: 'Broken.', retryable: true } : null;
      },
    });
    const ask = () => service.generate({ ...request(), turns: TURNS, maxTokens: 2 }, () => undefined);
    expect(await ask()).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(await ask()).toMatchObject({ ok: true, value: { text: 'one two' } });
  });

  it('cancels a waiting call at once and leaves the others alone', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { service, request } = serve({ pause: () => gate });
    const first = service.embed({ ...request(FAKE_EMBEDDER.id), texts: ['first'] });
    const waiting = request(FAKE_EMBEDDER.id);
    const second = service.embed({ ...waiting, texts: ['second'] });
    await service.cancel(waiting.requestId);
    expect(await second).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    open();
    expect(await first).toMatchObject({ ok: true });
    await service.cancel('a call that never was');
    expect(await service.ping()).toBe('pong');
  });

  it('reports a known answer that fails as a report, not as a failure', async () => {
    const { service, request } = serve({ answer: () => 'nonsense' });
    expect(await service.verify(request())).toMatchObject({
      ok: true,
      value: { passed: false, device: 'wasm', failure: { code: 'known-answer-failed' } },
    });
  });
});
