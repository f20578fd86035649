import * as Comlink from 'comlink';
import { CANCELLED, toFailure, type Failure, type Result } from '../contracts/failure';

/** The part of `Worker` that is used; a message port with `terminate` in tests. */
export type WorkerLike = Pick<
  Worker,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

export interface LanePatience {
  /** Between two pings while a call runs, milliseconds. */
  readonly pingEveryMs: number;
  /** A worker that has not answered a ping for so long is taken for dead. Building a model's session blocks it for seconds. */
  readonly pingLimitMs: number;
  /** A cancelled call that has not ended after so long takes its worker with it. */
  readonly cancelLimitMs: number;
}

export const DEFAULT_PATIENCE: LanePatience = {
  pingEveryMs: 5_000,
  pingLimitMs: 60_000,
  cancelLimitMs: 15_000,
};

export const WORKER_DIED: Failure = {
  code: 'worker-died',
  message: 'The model stopped unexpectedly, perhaps because the browser needed its memory. Please try again.',
  retryable: true,
};

/** What a worker must answer for a lane to look after it. */
interface LaneApi {
  cancel(requestId: string): Promise<void>;
  ping(): Promise<'pong'>;
}

/** One worker from birth to death. A killed worker sends no event, so it is watched while calls run; every call ends, whatever happens. */
export class WorkerLane<Api extends LaneApi> {
  readonly #worker: WorkerLike;
  readonly #api: Comlink.Remote<Api>;
  /** The same worker, for what the lane itself asks. */
  readonly #signs: Comlink.Remote<LaneApi>;
  readonly #patience: LanePatience;
  readonly #calls = new Set<(failure: Failure) => void>();
  #death: Failure | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  /** Pings without an answer in a row. Counted rather than timed, so that a machine which slept does not look like a dead worker. */
  #unanswered = 0;

  constructor(worker: WorkerLike, patience: LanePatience) {
    this.#worker = worker;
    this.#patience = patience;
    this.#api = Comlink.wrap<Api>(worker as Comlink.Endpoint);
    this.#signs = this.#api as unknown as Comlink.Remote<LaneApi>;
    const onError = (event: Event) => {
      const detail = 'message' in event ? String(event.message) : event.type;
      this.#end({ ...WORKER_DIED, detail });
    };
    worker.addEventListener('error', onError);
    worker.addEventListener('messageerror', onError);
  }

  get dead(): boolean {
    return this.#death !== null;
  }

  /** Runs one call. Ends with `worker-died` when the worker does, and with `cancelled` when that was because a cancel went unheard. */
  async call<T>(
    requestId: string,
    signal: AbortSignal | undefined,
    invoke: (api: Comlink.Remote<Api>) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (this.#death) return { ok: false, failure: this.#death };
    if (signal?.aborted) return { ok: false, failure: CANCELLED };
    let limit: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => {
      if (this.#death) return;
      limit = setTimeout(
        () => this.#end({ ...WORKER_DIED, detail: 'a cancelled call did not end' }),
        this.#patience.cancelLimitMs,
      );
      void this.#signs.cancel(requestId);
    };
    signal?.addEventListener('abort', cancel);
    let abandon: (failure: Failure) => void = () => undefined;
    const death = new Promise<Result<T>>((resolve) => {
      abandon = (failure) => resolve({ ok: false, failure: signal?.aborted ? CANCELLED : failure });
    });
    this.#calls.add(abandon);
    this.#updateWatch();
    try {
      // Comlink itself rejects only when an argument or the answer cannot be cloned.
      const answer = invoke(this.#api).catch((error: unknown) => ({
        ok: false as const,
        failure: toFailure(error),
      }));
      return await Promise.race([answer, death]);
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener('abort', cancel);
      this.#calls.delete(abandon);
      this.#updateWatch();
    }
  }

  /** Ends the worker, which is the only way to give all its memory back. Calls that still run end with `worker-died`. */
  terminate(): void {
    this.#end({ ...WORKER_DIED, detail: 'terminated' });
  }

  #end(failure: Failure): void {
    if (this.#death) return;
    this.#death = failure;
    this.#worker.terminate();
    this.#signs[Comlink.releaseProxy]();
    for (const abandon of this.#calls) abandon(failure);
    this.#calls.clear();
    this.#updateWatch();
  }

  #updateWatch(): void {
    const wanted = this.#calls.size > 0;
    if (wanted && this.#watch === null) {
      this.#unanswered = 0;
      this.#watch = setInterval(() => this.#look(), this.#patience.pingEveryMs);
    } else if (!wanted && this.#watch !== null) {
      clearInterval(this.#watch);
      this.#watch = null;
    }
  }

  #look(): void {
    const silentMs = this.#unanswered * this.#patience.pingEveryMs;
    if (silentMs >= this.#patience.pingLimitMs) {
      this.#end({ ...WORKER_DIED, detail: `no sign of life for ${silentMs} ms` });
      return;
    }
    this.#unanswered += 1;
    void this.#signs.ping().then(() => {
      this.#unanswered = 0;
    });
  }
}
