import * as Comlink from 'comlink';
import { DesksideError, unwrap, type Failure, type Result } from '../contracts/failure';
import type { ReadItems, SearchWorkerApi } from '../contracts/search';
import type { WorkerLike } from './worker-lane';

export interface SearchClient {
  /** Counts the workers that are gone: the index of one goes with it, and the next begins empty. */
  readonly generation: number;
  /** Calls the worker, and starts one where there is none. Rejects with a `DesksideError`: what the worker answers, or `worker-died`. */
  call<T>(work: (api: SearchWorkerCalls) => Promise<Result<T>>): Promise<T>;
  /** Ends the worker with all that it holds. Calls under way reject with `worker-died`. */
  end(): void;
}

export type SearchWorkerCalls = Comlink.Remote<SearchWorkerApi>;

/** A call that takes longer has hung; adding a batch of long mails to the index takes a second or two. */
const SILENCE_LIMIT_MS = 60_000;

const DIED: Failure = {
  code: 'worker-died',
  message:
    'The search stopped unexpectedly, perhaps because the browser needed its memory. Nothing is lost: it is built again when you search the next time.',
  retryable: true,
};

interface Running {
  readonly api: SearchWorkerCalls;
  /** Rejects when the worker is gone. */
  readonly death: Promise<never>;
  readonly die: (detail: string) => void;
}

export function createSearchClient(options: {
  readonly spawn: () => WorkerLike;
  /** Where the worker gets the texts from, which it does not hold. */
  readonly readItems: ReadItems;
  readonly silenceLimitMs?: number;
}): SearchClient {
  const silenceLimitMs = options.silenceLimitMs ?? SILENCE_LIMIT_MS;
  let running: Running | null = null;
  let generation = 0;

  function start(): Running {
    const worker = options.spawn();
    const api = Comlink.wrap<SearchWorkerApi>(worker as Comlink.Endpoint);
    let reject: (reason: unknown) => void = () => undefined;
    const death = new Promise<never>((_, fail) => (reject = fail));
    // Nobody may be waiting when it dies.
    death.catch(() => undefined);
    const started: Running = {
      api,
      death,
      die(detail) {
        if (running !== started) return;
        running = null;
        generation += 1;
        worker.terminate();
        reject(new DesksideError({ ...DIED, detail }));
      },
    };
    const onError = (event: Event): void => started.die((event as Partial<ErrorEvent>).message ?? event.type);
    worker.addEventListener('error', onError);
    worker.addEventListener('messageerror', onError);
    // Goes out before any call. What is wrong with the worker is told by that call.
    api.readTextsBy(Comlink.proxy(options.readItems)).catch(() => undefined);
    return started;
  }

  return {
    get generation() {
      return generation;
    },
    async call(work) {
      const now = (running ??= start());
      const limit = setTimeout(() => now.die('no sign of life'), silenceLimitMs);
      try {
        return unwrap(await Promise.race([work(now.api), now.death]));
      } finally {
        clearTimeout(limit);
      }
    },
    end: () => running?.die('ended'),
  };
}
