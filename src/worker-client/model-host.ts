import type { Remote } from 'comlink';
import { CANCELLED, type FailureCode, type Result } from '../contracts/failure';
import type { InferenceRequest, InferenceWorkerApi, LoadedModelInfo } from '../contracts/inference-api';
import type { Device, DeviceChoice, ModelEntry } from '../contracts/model';
import { planDevices } from './device-plan';
import type { DeviceAttempt, InferenceMachine } from './device-steps';
import type { KnownWays } from './known-ways';
import { loadBestWay, requestFor, type InferenceLane } from './load-best-way';
import { LostWays } from './lost-ways';
import { WORKER_DIED, type LanePatience, type WorkerLike } from './worker-lane';

export interface ModelHostOptions {
  readonly entry: ModelEntry;
  readonly spawn: () => WorkerLike;
  readonly machine: InferenceMachine;
  readonly patience: LanePatience;
  /** Milliseconds without a call after which the worker is ended; null keeps it. */
  readonly idleStopMs: number | null;
  /** Asked at each load. */
  readonly knownWays: () => KnownWays;
  readonly onLoadedChange: (info: LoadedModelInfo | null) => void;
  /** How far a load is, 0 to 1 on each device; null when it has ended. */
  readonly onLoading: (load: { readonly device: Device; readonly fraction: number } | null) => void;
  readonly onBusyChange: (busy: boolean) => void;
}

export type LoadListener = (fraction: number) => void;

interface SharedLoad {
  readonly result: Promise<Result<LoadedModelInfo>>;
  readonly abort: AbortController;
  readonly listeners: Set<LoadListener>;
  /** Callers that have not left. */
  waiting: number;
}

/** After these the runtime in the worker is not to be trusted any more. */
const SPENDS_THE_WORKER: ReadonlySet<FailureCode> = new Set([
  'device-lost',
  'internal',
  'out-of-memory',
  'worker-died',
]);

/** One model in a worker of its own: loads it in the best way that works, and again when the worker is gone. */
export class ModelHost {
  readonly #options: ModelHostOptions;
  readonly #lost = new LostWays();
  #choice: DeviceChoice;
  #lane: InferenceLane | null = null;
  #attempt: DeviceAttempt | null = null;
  #info: LoadedModelInfo | null = null;
  #loading: SharedLoad | null = null;
  #running = 0;
  #stopWhenIdle = false;
  #closed = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ModelHostOptions, choice: DeviceChoice) {
    this.#options = options;
    this.#choice = choice;
  }

  /** Loads the model unless it is loaded. Callers share one load; when the last of them cancels, the load ends. */
  async load(signal?: AbortSignal, onProgress?: LoadListener): Promise<Result<LoadedModelInfo>> {
    if (signal?.aborted || this.#closed) return { ok: false, failure: CANCELLED };
    if (this.#info && this.#lane && !this.#lane.dead) return { ok: true, value: this.#info };
    const load = (this.#loading ??= this.#startLoading());
    const { result, listeners } = load;
    if (onProgress) listeners.add(onProgress);
    load.waiting += 1;
    let leave: () => void = () => undefined;
    const left = new Promise<Result<LoadedModelInfo>>((resolve) => {
      leave = () => resolve({ ok: false, failure: CANCELLED });
    });
    signal?.addEventListener('abort', leave);
    this.#begin();
    try {
      return await Promise.race([result, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      if (onProgress) listeners.delete(onProgress);
      load.waiting -= 1;
      if (load.waiting === 0 && signal?.aborted) this.#abandon(load);
      this.#finish();
    }
  }

  /** Runs a call on the loaded model. A failure that spends the worker ends it; the next call gets a new one. */
  async run<T>(
    signal: AbortSignal | undefined,
    invoke: (api: Remote<InferenceWorkerApi>, request: InferenceRequest) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    this.#begin();
    try {
      const ready = await this.load(signal);
      if (!ready.ok) return ready;
      const [lane, attempt] = [this.#lane, this.#attempt];
      if (!lane || !attempt) return { ok: false, failure: WORKER_DIED };
      const request = requestFor(this.#options.entry, attempt);
      const result = await lane.call(request.requestId, signal, (api) => invoke(api, request));
      if (!result.ok && SPENDS_THE_WORKER.has(result.failure.code)) {
        // Unless it was ended on purpose, by `stop`.
        if (this.#lane === lane) this.#lost.note(attempt, result.failure);
        lane.terminate();
      }
      if (lane.dead && this.#lane === lane) this.#forgetLane();
      return result;
    } finally {
      this.#finish();
    }
  }

  /** Takes effect when what runs now has ended. */
  setChoice(choice: DeviceChoice): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.replan();
  }

  /** Chooses anew how the model is run, when what runs now has ended. */
  replan(): void {
    this.#lost.forget();
    this.#stopWhenIdle = true;
    if (this.#running === 0) this.#becomeIdle();
  }

  /** Ends the worker at once; what runs fails with `worker-died`, and the next call starts a new one. */
  stop(): void {
    clearTimeout(this.#idleTimer);
    this.#stopWhenIdle = false;
    if (this.#loading) this.#abandon(this.#loading);
    this.#lane?.terminate();
    this.#forgetLane();
  }

  /** As `stop`, and no call starts a worker again. */
  close(): void {
    this.#closed = true;
    this.stop();
  }

  #begin(): void {
    this.#running += 1;
    clearTimeout(this.#idleTimer);
    if (this.#running === 1) this.#options.onBusyChange(true);
  }

  #finish(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    this.#becomeIdle();
    this.#options.onBusyChange(false);
  }

  #becomeIdle(): void {
    if (this.#stopWhenIdle) this.stop();
    const { idleStopMs } = this.#options;
    if (idleStopMs === null || !this.#lane) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.stop(), idleStopMs);
  }

  #startLoading(): SharedLoad {
    const abort = new AbortController();
    const listeners = new Set<LoadListener>();
    const isCurrent = (): boolean => this.#loading?.abort === abort;
    const tell = (device: Device, fraction: number): void => {
      if (isCurrent()) this.#options.onLoading({ device, fraction });
      for (const listener of listeners) listener(fraction);
    };
    const result = this.#loadBestWay(abort.signal, tell).finally(() => {
      if (isCurrent()) this.#endLoading();
    });
    return { result, abort, listeners, waiting: 0 };
  }

  /** Whoever asks next gets a load of their own, not this one's end. */
  #abandon(load: SharedLoad): void {
    if (this.#loading === load) this.#endLoading();
    load.abort.abort();
  }

  #endLoading(): void {
    this.#loading = null;
    this.#options.onLoading(null);
  }

  async #loadBestWay(
    signal: AbortSignal,
    onProgress: (device: Device, fraction: number) => void,
  ): Promise<Result<LoadedModelInfo>> {
    const { entry, machine, knownWays } = this.#options;
    const steps = this.#lost.without(await planDevices(entry, this.#choice, machine, knownWays()));
    const advice = this.#choice === 'webgpu' ? 'Choose “Automatic” or “Processor” in the settings.' : null;
    const result = await loadBestWay(steps, { ...this.#options, signal, onProgress }, advice);
    if (!result.ok) return result;
    const { lane, attempt, info } = result.value;
    if (signal.aborted) {
      lane.terminate();
      return { ok: false, failure: CANCELLED };
    }
    this.#lane = lane;
    this.#attempt = attempt;
    this.#setInfo(info);
    return { ok: true, value: info };
  }

  #forgetLane(): void {
    this.#lane = null;
    this.#attempt = null;
    this.#setInfo(null);
  }

  #setInfo(info: LoadedModelInfo | null): void {
    this.#info = info;
    this.#options.onLoadedChange(info);
  }
}
