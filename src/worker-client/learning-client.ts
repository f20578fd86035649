import * as Comlink from 'comlink';
import { DesksideError, unwrap, type Failure, type Result } from '../contracts/failure';
import type { LearningCheck, LearningRequest, LearningWorkerApi, LearntHead } from '../contracts/learning';
import type { WorkerLike } from './worker-lane';

export interface LearningClient {
  /** Rejects with a `DesksideError`, `worker-died` among them; the next call has a new worker. */
  train(request: LearningRequest): Promise<LearntHead>;
  check(request: LearningRequest): Promise<LearningCheck>;
}

/** A fit takes well under a second; a worker that is silent for so long is dead. */
const LIMIT_MS = 60_000;

const DIED: Failure = {
  code: 'worker-died',
  message:
    'Learning from your corrections stopped unexpectedly. They are kept; it is tried again with the next one.',
  retryable: true,
};

/** A worker for each call: calls are rare, and what it holds is small and quickly read. */
export function createLearningClient(spawn: () => WorkerLike): LearningClient {
  async function call<T>(run: (api: Comlink.Remote<LearningWorkerApi>) => Promise<Result<T>>): Promise<T> {
    const worker = spawn();
    const api = Comlink.wrap<LearningWorkerApi>(worker as Comlink.Endpoint);
    let limit: ReturnType<typeof setTimeout> | undefined;
    try {
      const death = new Promise<never>((_, reject) => {
        const die = (detail: string): void => reject(new DesksideError({ ...DIED, detail }));
        worker.addEventListener('error', (event) =>
          die((event as Partial<ErrorEvent>).message ?? event.type),
        );
        worker.addEventListener('messageerror', (event) => die(event.type));
        limit = setTimeout(() => die('no answer'), LIMIT_MS);
      });
      return unwrap(await Promise.race([run(api), death]));
    } finally {
      clearTimeout(limit);
      api[Comlink.releaseProxy]();
      worker.terminate();
    }
  }

  return {
    train: (request) => call((api) => api.train(request)),
    check: (request) => call((api) => api.check(request)),
  };
}
