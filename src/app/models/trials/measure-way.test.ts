import { describe, expect, it, vi } from 'vitest';
import { CANCELLED, DesksideError, toFailure } from '../../../contracts/failure';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../../../engines/fake/fake-models';
import type { FakeEngineOptions } from '../../../engines/fake/fake-engine';
import type { DeviceAttempt } from '../../../worker-client/device-steps';
import { setUp } from '../../../../tests/support/fake-inference-client';
import { measureWay } from './measure-way';

const WAY: DeviceAttempt = { engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q4', threads: 2 };
const GENERATOR = { ...FAKE_GENERATOR, contextLength: 8192 };
const { signal } = new AbortController();

const clientWith = (engine: FakeEngineOptions) =>
  setUp([engine], { findModel: (id) => [GENERATOR, FAKE_EMBEDDER].find((entry) => entry.id === id) }).client;

describe('the measurement of one way', () => {
  it('tells how fast a generator reads and writes', async () => {
    const client = clientWith({ pause: () => new Promise((resolve) => setTimeout(resolve, 5)) });
    const result = await measureWay(client, GENERATOR, WAY, signal);
    expect(result).toMatchObject({ ...WAY, modelId: GENERATOR.id, failure: null });
    expect(result.unitsPerSecond).toBeGreaterThan(20);
    expect(result.unitsPerSecond).toBeLessThan(205);
    expect(result.promptTokensPerSecond).toBeGreaterThan(0);
    expect(result.loadMs).toBeGreaterThan(0);
  });

  it('tells how many texts an embedder reads', async () => {
    const client = clientWith({ pause: () => new Promise((resolve) => setTimeout(resolve, 2)) });
    const result = await measureWay(client, FAKE_EMBEDDER, WAY, signal);
    expect(result).toMatchObject({ promptTokensPerSecond: null, failure: null });
    expect(result.unitsPerSecond).toBeGreaterThan(10);
    expect(result.unitsPerSecond).toBeLessThan(505);
  });

  it('is the failure of a way that computes nonsense or is lost', async () => {
    const nonsense = await measureWay(clientWith({ answer: () => 'banana' }), GENERATOR, WAY, signal);
    expect(nonsense).toMatchObject({ unitsPerSecond: null, failure: { code: 'known-answer-failed' } });
    const lost = { code: 'device-lost', message: 'Lost.', retryable: true } as const;
    const client = clientWith({ failAtToken: (token) => (token === 9 ? lost : null) });
    expect((await measureWay(client, GENERATOR, WAY, signal)).failure).toEqual(lost);
  });

  it('rejects when it is cancelled, and when the stored model is at fault', async () => {
    const damaged = { code: 'integrity-failed', message: 'Damaged.', retryable: false } as const;
    const work = measureWay(clientWith({ failLoad: () => damaged }), GENERATOR, WAY, signal);
    expect(await work.catch(toFailure)).toEqual(damaged);
    const cancelled = measureWay(clientWith({}), GENERATOR, WAY, AbortSignal.abort());
    expect(await cancelled.catch(toFailure)).toMatchObject({ code: 'cancelled' });
  });

  it('takes an engine for too slow that cannot be interrupted and says nothing until it is ended', async () => {
    vi.useFakeTimers();
    const client: Parameters<typeof measureWay>[0] = {
      withVariant: (_id, _way, work) =>
        work({
          info: { ...WAY, modelId: GENERATOR.id, loadMs: 1, refused: [] },
          embed: async () => [],
          generate: (_request, { signal: own } = {}) =>
            new Promise((_, reject) => {
              own?.addEventListener('abort', () => reject(new DesksideError(CANCELLED)));
            }),
        }),
    };
    const measured = measureWay(client, GENERATOR, WAY, signal);
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await measured).failure).toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('too slow'),
    });
    vi.useRealTimers();
  });
});
