import { expect, it } from 'vitest';
import type { InferenceWorkerApi } from '../contracts/inference-api';
import { startInPageWorker } from './in-page-worker';
import { DEFAULT_PATIENCE, WorkerLane } from './worker-lane';

it('is a dead worker to whoever waits for an answer where what serves it cannot be loaded', async () => {
  const worker = startInPageWorker(() => Promise.reject(new TypeError('Failed to fetch the module')));
  const lane = new WorkerLane<InferenceWorkerApi>(worker, DEFAULT_PATIENCE);
  const request = { requestId: '1', modelId: 'm', engine: 'own-server', device: 'server' } as const;
  const answer = await lane.call('1', undefined, (api) =>
    api.embed({ ...request, graph: 'm', dtype: 'server', threads: 1, texts: ['a'] }),
  );
  expect(answer).toMatchObject({
    failure: { code: 'worker-died', detail: 'TypeError: Failed to fetch the module' },
  });
  expect(lane.dead).toBe(true);
});
