import type { Remote } from 'comlink';
import { CANCELLED, type Failure, type FailureCode, type Result } from '../contracts/failure';
import type {
  DeviceRefusal,
  InferenceRequest,
  InferenceWorkerApi,
  LoadedModelInfo,
  VariantName,
} from '../contracts/inference-api';
import type { DeviceChoice, ModelEntry } from '../contracts/model';
import { planDevices, type DeviceAttempt, type DeviceStep, type InferenceMachine } from './device-plan';
import { WORKER_DIED, WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export interface ModelHostOptions {
  readonly entry: ModelEntry;
  readonly spawn: () => WorkerLike;
  readonly machine: InferenceMachine;
  readonly patience: LanePatience;
  /** Milliseconds without a call after which the worker is ended; null keeps it. */
  readonly idleStopMs: number | null;
  readonly onLoadedChange: (info: LoadedModelInfo | null) => void;
}

/** After these the next device may do better; after any other failure it would fail alike. */
const NEXT_DEVICE_MAY_DO: ReadonlySet<FailureCode> = new Set([
  'engine-unavailable',
  'internal',
  'known-answer-failed',
  'out-of-memory',
  'worker-died',
]);
/** After these the runtime in the worker is not to be trusted any more. */
const SPENDS_THE_WORKER: ReadonlySet<FailureCode> = new Set(['internal', 'out-of-memory', 'worker-died']);
/** A variant that was lost this often while it worked is not tried again, with as many threads, before another choice. */
const MOST_DEATHS = 2;

/** One model in a worker of its own: loads it on the best device that works, and again when the worker is gone. */
export class ModelHost {
  readonly #options: ModelHostOptions;
  #choice: DeviceChoice;
  #lane: WorkerLane<InferenceWorkerApi> | null = null;
  #attempt: DeviceAttempt | null = null;
  #info: LoadedModelInfo | null = null;
  #loading: { readonly result: Promise<Result<LoadedModelInfo>>; readonly abort: AbortController } | null =
    null;
  #waiting = 0;
  #running = 0;
  #stopWhenIdle = false;
  #closed = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #deaths = new Map<string, Failure[]>();

  constructor(options: ModelHostOptions, choice: DeviceChoice) {
    this.#options = options;
    this.#choice = choice;
  }

  /** Loads the model unless it is loaded. Callers share one load; when the last of them cancels, the load ends. */
  async load(signal?: AbortSignal): Promise<Result<LoadedModelInfo>> {
    if (signal?.aborted || this.#closed) return { ok: false, failure: CANCELLED };
    if (this.#info && this.#lane && !this.#lane.dead) return { ok: true, value: this.#info };
    this.#loading ??= this.#startLoading();
    const { result, abort } = this.#loading;
    this.#waiting += 1;
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
      this.#waiting -= 1;
      if (this.#waiting === 0 && signal?.aborted) abort.abort();
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
      const request = this.#request(attempt);
      const result = await lane.call(request.requestId, signal, (api) => invoke(api, request));
      if (!result.ok && SPENDS_THE_WORKER.has(result.failure.code)) {
        // Unless it was ended on purpose, by `stop`.
        if (this.#lane === lane) this.#noteDeath(attempt, result.failure);
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
    this.#deaths.clear();
    this.#stopWhenIdle = true;
    if (this.#running === 0) this.#becomeIdle();
  }

  /** Ends the worker at once; what runs fails with `worker-died`, and the next call starts a new one. */
  stop(): void {
    clearTimeout(this.#idleTimer);
    this.#stopWhenIdle = false;
    this.#loading?.abort.abort();
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
  }

  #finish(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#becomeIdle();
  }

  #becomeIdle(): void {
    if (this.#stopWhenIdle) this.stop();
    const { idleStopMs } = this.#options;
    if (idleStopMs === null || !this.#lane) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.stop(), idleStopMs);
  }

  #startLoading() {
    const abort = new AbortController();
    const result = this.#loadOnBestDevice(abort.signal).finally(() => {
      this.#loading = null;
    });
    return { result, abort };
  }

  async #loadOnBestDevice(signal: AbortSignal): Promise<Result<LoadedModelInfo>> {
    const { entry, machine, spawn, patience } = this.#options;
    const steps = this.#withoutDeadly(await planDevices(entry, this.#choice, machine));
    const refused: DeviceRefusal[] = [];
    const tooLarge = new Set<string>();
    for (const attempt of steps) {
      if ('failure' in attempt) {
        refused.push(attempt);
        continue;
      }
      // One thread needs as much memory as several.
      if (tooLarge.has(nameOf(attempt))) continue;
      const lane = new WorkerLane<InferenceWorkerApi>(spawn(), patience);
      const request = this.#request(attempt);
      const result = await this.#loadUnlessAborted(lane, request, signal);
      if (result.ok) {
        const info = { ...result.value, refused: withoutRepeats(refused) };
        this.#lane = lane;
        this.#attempt = attempt;
        this.#setInfo(info);
        return { ok: true, value: info };
      }
      lane.terminate();
      if (!NEXT_DEVICE_MAY_DO.has(result.failure.code)) return result;
      refused.push({ device: attempt.device, failure: result.failure });
      if (result.failure.code === 'out-of-memory') tooLarge.add(nameOf(attempt));
    }
    return { ok: false, failure: this.#noDeviceLeft(refused) };
  }

  /** Building a session cannot be interrupted, so a cancelled load ends its worker; there is nothing in it to lose. */
  async #loadUnlessAborted(
    lane: WorkerLane<InferenceWorkerApi>,
    request: InferenceRequest,
    signal: AbortSignal,
  ): Promise<Result<LoadedModelInfo>> {
    if (signal.aborted) return { ok: false, failure: CANCELLED };
    const end = () => lane.terminate();
    signal.addEventListener('abort', end);
    const result = await lane.call(request.requestId, undefined, (api) => api.load(request));
    signal.removeEventListener('abort', end);
    return signal.aborted ? { ok: false, failure: CANCELLED } : result;
  }

  /** Turns attempts that kept failing into refusals, unless nothing else is left. */
  #withoutDeadly(steps: readonly DeviceStep[]): readonly DeviceStep[] {
    const judged = steps.map((step): DeviceStep => {
      if ('failure' in step) return step;
      const deaths = this.#deathsOf(step);
      const failure = deaths.at(-1);
      return failure && deaths.length >= MOST_DEATHS ? { device: step.device, failure } : step;
    });
    return judged.every((step) => 'failure' in step) ? steps : judged;
  }

  #noDeviceLeft(refused: readonly DeviceRefusal[]): Failure {
    const { name } = this.#options.entry;
    const last = refused.at(-1)?.failure;
    if (!last) {
      const message = `${name} has no version that this browser can run.`;
      return { code: 'engine-unavailable', message, retryable: false };
    }
    const reasons = refused.map(({ device, failure }) => `${device}: ${failure.detail ?? failure.message}`);
    const advice = this.#choice === 'webgpu' ? ' Choose “Automatic” or “Processor” in the settings.' : '';
    return { ...last, message: `${last.message}${advice}`, detail: reasons.join('; ') };
  }

  #deathsOf(attempt: DeviceAttempt): Failure[] {
    return this.#deaths.get(`${nameOf(attempt)} ${attempt.threads}`) ?? [];
  }

  #noteDeath(attempt: DeviceAttempt, failure: Failure): void {
    this.#deaths.set(`${nameOf(attempt)} ${attempt.threads}`, [...this.#deathsOf(attempt), failure]);
  }

  #request(attempt: DeviceAttempt): InferenceRequest {
    return { requestId: crypto.randomUUID(), modelId: this.#options.entry.id, ...attempt };
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

function nameOf({ device, graph, dtype }: VariantName): string {
  return `${device} ${graph} ${dtype}`;
}

/** Variants that cannot be used on one device for one reason are one piece of news. */
function withoutRepeats(refused: readonly DeviceRefusal[]): DeviceRefusal[] {
  const news = new Map(refused.map((refusal) => [`${refusal.device} ${refusal.failure.message}`, refusal]));
  return [...news.values()];
}
