import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../contracts/failure';
import type { SearchWorkerApi } from '../contracts/search';
import { createSearchClient } from './search-client';
import type { WorkerLike } from './worker-lane';

/** A worker of the test's own making, at the other end of a channel. */
function workerOf(api: Partial<SearchWorkerApi>): { worker: WorkerLike; terminated: () => boolean } {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port2);
  let ended = false;
  const worker = Object.assign(port1, {
    terminate() {
      ended = true;
      port1.close();
      port2.close();
    },
  }) as unknown as WorkerLike;
  return { worker, terminated: () => ended };
}

const complete: Partial<SearchWorkerApi> = {
  complete: async (start) => ({ ok: true, value: [`${start}ed`] }),
};

describe('the search client', () => {
  it('starts a worker when it is first called, and another after it was ended', async () => {
    const made: ReturnType<typeof workerOf>[] = [];
    const client = createSearchClient({
      readItems: async () => [],
      spawn: () => {
        made.push(workerOf(complete));
        return made.at(-1)?.worker as WorkerLike;
      },
    });
    expect(made).toHaveLength(0);
    expect(await client.call((api) => api.complete('lett', 1))).toEqual(['letted']);
    client.end();
    expect(made[0]?.terminated()).toBe(true);
    await client.call((api) => api.complete('lett', 1));
    expect(client.generation).toBe(1);
    client.end();
  });

  it('gives up a worker that does not answer, and says so', async () => {
    const hung = workerOf({ complete: () => new Promise(() => undefined) });
    const client = createSearchClient({
      readItems: async () => [],
      spawn: () => hung.worker,
      silenceLimitMs: 20,
    });
    const failure = await client.call((api) => api.complete('a', 1)).then(() => null, toFailure);
    expect(failure?.code).toBe('worker-died');
    expect(hung.terminated()).toBe(true);
  });

  it('passes on what the worker says is wrong', async () => {
    const { worker } = workerOf({
      complete: async () => ({
        ok: false,
        failure: { code: 'out-of-memory', message: 'Too much.', retryable: false },
      }),
    });
    const client = createSearchClient({ readItems: async () => [], spawn: () => worker });
    const failure = await client.call((api) => api.complete('a', 1)).then(() => null, toFailure);
    expect(failure?.code).toBe('out-of-memory');
    client.end();
  });
});
