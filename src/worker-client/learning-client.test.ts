import * as Comlink from 'comlink';
import { expect, it } from 'vitest';
import type { LearningCheck, LearningWorkerApi, LearntHead } from '../contracts/learning';
import { createLearningClient } from './learning-client';
import type { WorkerLike } from './worker-lane';

const REQUEST = { embedderId: 'e', cues: [], rows: [] };
const HEAD: LearntHead = {
  ...{ embedderId: 'e', dimensions: 0, cues: [], corrections: 0 },
  weights: new Float32Array(4),
};

interface FakeWorker {
  readonly worker: WorkerLike;
  ended: boolean;
  die(): void;
}

function fakeWorker(api: LearningWorkerApi): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port2);
  const fake: FakeWorker = {
    ended: false,
    die: () => port1.dispatchEvent(new Event('error')),
    worker: Object.assign(port1, {
      terminate: () => {
        fake.ended = true;
        port1.close();
        port2.close();
      },
    }) as WorkerLike,
  };
  return fake;
}

const silent = (): Promise<never> => new Promise(() => undefined);
const check = (): Promise<{ ok: true; value: LearningCheck }> => silent();

it('brings the answer, and ends the worker', async () => {
  const fake = fakeWorker({ train: () => Promise.resolve({ ok: true, value: HEAD }), check });
  expect((await createLearningClient(() => fake.worker).train(REQUEST)).weights).toEqual(HEAD.weights);
  expect(fake.ended).toBe(true);
});

it('tells of a failure inside the worker', async () => {
  const failure = { code: 'internal', message: 'It is odd.', retryable: true } as const;
  const fake = fakeWorker({ train: () => Promise.resolve({ ok: false, failure }), check });
  await expect(createLearningClient(() => fake.worker).train(REQUEST)).rejects.toMatchObject({ failure });
  expect(fake.ended).toBe(true);
});

it('tells of a worker that dies, and has a new one the next time', async () => {
  const fakes: FakeWorker[] = [];
  const client = createLearningClient(() => {
    const fake = fakeWorker(
      fakes.length === 0
        ? { train: silent, check }
        : { train: () => Promise.resolve({ ok: true, value: HEAD }), check },
    );
    fakes.push(fake);
    return fake.worker;
  });
  const first = client.train(REQUEST);
  fakes[0]?.die();
  await expect(first).rejects.toMatchObject({ failure: { code: 'worker-died' } });
  await expect(client.train(REQUEST)).resolves.toMatchObject({ embedderId: 'e' });
});
