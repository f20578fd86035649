import type { PromptDialect, RunOptions, TextEmbedder, TextGenerator } from '../contracts/capabilities';
import { DesksideError, unwrap } from '../contracts/failure';
import type {
  InferenceWorkerApi,
  KnownAnswerReport,
  LoadedModelInfo,
  VariantName,
} from '../contracts/inference-api';
import type { Device, DeviceChoice, ModelEntry } from '../contracts/model';
import type { Observable } from '../contracts/observable';
import { createObservable } from '../platform/observable';
import { probeGpu } from '../platform/probe-gpu';
import { chooseThreadCount } from '../platform/thread-count';
import { noVersionFor, possibleWays } from './device-plan';
import { variantNameOf, type DeviceAttempt, type DeviceStep, type InferenceMachine } from './device-steps';
import { createHostedEmbedder } from './hosted-embedder';
import { createHostedGenerator } from './hosted-generator';
import { NOTHING_KNOWN, type KnownWays } from './known-ways';
import { requestFor } from './load-best-way';
import { ModelHost } from './model-host';
import { requirePrompts } from './require-prompts';
import { withVariantOnTrial, type VariantOnTrial } from './variant-on-trial';
import { DEFAULT_PATIENCE, WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export interface InferenceClientOptions {
  /** Starts what runs the model: an inference worker, or its like in the page for models that others run. Each model gets its own, so that search does not wait behind a long draft. */
  readonly spawn: (entry: ModelEntry) => WorkerLike;
  readonly findModel: (modelId: string) => ModelEntry | undefined;
  readonly machine?: InferenceMachine;
  readonly patience?: LanePatience;
  /** A generator without work for so long gives its 1.5 GB back. Milliseconds. */
  readonly generatorIdleMs?: number;
}

/** A load under way. */
export interface ModelLoad {
  readonly modelId: string;
  readonly device: Device;
  /** 0 to 1; begins again when the next device is tried, and stays 0 where an engine does not tell. */
  readonly fraction: number;
}

/** Models in workers, from the page's side. Methods reject with a `DesksideError`. */
export interface InferenceClient {
  /** Loads nothing yet. Rejects with `model-unknown`. */
  embedder(modelId: string): TextEmbedder;
  /** Loads nothing yet. */
  generator(entry: Pick<ModelEntry, 'id'> & { readonly prompts: PromptDialect | null }): TextGenerator;
  /** Loads the model in the best way that works. Cancelling ends the load unless others wait for it too. `onProgress` gets fractions as `ModelLoad` has them. */
  load(
    modelId: string,
    options?: RunOptions & { readonly onProgress?: (fraction: number) => void },
  ): Promise<LoadedModelInfo>;
  readonly loading: Observable<readonly ModelLoad[]>;
  readonly loaded: Observable<readonly LoadedModelInfo[]>;
  /** Whether a model is at work or being loaded; trials do not count. */
  readonly busy: Observable<boolean>;
  /** All ways to run the model on this machine that are worth a trial, and refusals with their reasons; whatever is chosen or known of it. */
  attempts(modelId: string): Promise<readonly DeviceStep[]>;
  /** Loads the model in exactly this way, in a worker of its own and without fallback, lends it to `work`, and ends the worker whatever happens. Rejects with what `work` does, and with the failure of the load. */
  withVariant<T>(
    modelId: string,
    attempt: DeviceAttempt,
    work: (model: VariantOnTrial) => Promise<T>,
    options?: RunOptions & { readonly onProgress?: (fraction: number) => void },
  ): Promise<T>;
  /** What the next load is chosen by. A loaded model changes over when what runs now has ended. */
  setKnownWays(modelId: string, known: KnownWays): void;
  /** Runs the known answer with one variant, or the first of a device, in a worker of its own, without fallback. */
  verify(
    modelId: string,
    variant: Device | VariantName,
    options?: RunOptions & { readonly threads?: number },
  ): Promise<KnownAnswerReport>;
  /** Ends the model's worker; what runs in it fails with `worker-died`. */
  unload(modelId: string): Promise<void>;
  /** For all models; those at work change over when they are done. `auto` is the default. */
  setDevice(choice: DeviceChoice): void;
  /** Ends all workers. */
  dispose(): void;
}

const GENERATOR_IDLE_MS = 5 * 60_000;

export function createInferenceClient(options: InferenceClientOptions): InferenceClient {
  const { spawn, patience = DEFAULT_PATIENCE, machine = thisMachine() } = options;
  const hosts = new Map<string, ModelHost>();
  const infos = new Map<string, LoadedModelInfo>();
  const loaded = createObservable<readonly LoadedModelInfo[]>([]);
  const loads = new Map<string, ModelLoad>();
  const loading = createObservable<readonly ModelLoad[]>([]);
  const atWork = new Set<string>();
  const busy = createObservable(false);
  const knownWays = new Map<string, KnownWays>();
  let choice: DeviceChoice = 'auto';

  function entryOf(modelId: string): ModelEntry {
    const entry = options.findModel(modelId);
    if (entry) return entry;
    throw new DesksideError({
      code: 'model-unknown',
      message: `Deskside knows no model called “${modelId}”. Choose another one in the settings.`,
      retryable: false,
    });
  }

  function hostOf(modelId: string): ModelHost {
    const known = hosts.get(modelId);
    if (known) return known;
    const entry = entryOf(modelId);
    const isGenerator = entry.task === 'text-generation';
    const host = new ModelHost(
      {
        entry,
        spawn: () => spawn(entry),
        machine,
        patience,
        idleStopMs: isGenerator ? (options.generatorIdleMs ?? GENERATOR_IDLE_MS) : null,
        onLoadedChange(info) {
          if (info) infos.set(modelId, info);
          else if (!infos.delete(modelId)) return;
          loaded.set([...infos.values()]);
        },
        knownWays: () => knownWays.get(modelId) ?? NOTHING_KNOWN,
        onLoading(load) {
          if (load) loads.set(modelId, { modelId, ...load });
          else if (!loads.delete(modelId)) return;
          loading.set([...loads.values()]);
        },
        onBusyChange(isBusy) {
          if (isBusy) atWork.add(modelId);
          else atWork.delete(modelId);
          busy.set(atWork.size > 0);
        },
      },
      choice,
    );
    hosts.set(modelId, host);
    return host;
  }

  return {
    loaded,
    loading,
    busy,
    embedder: (modelId) => createHostedEmbedder(modelId, hostOf(modelId)),

    generator({ id, prompts }) {
      return createHostedGenerator(id, requirePrompts({ id, prompts }), hostOf(id));
    },

    load: async (modelId, { signal, onProgress } = {}) =>
      unwrap(await hostOf(modelId).load(signal, onProgress)),

    attempts: async (modelId) => possibleWays(entryOf(modelId), machine),

    async withVariant(modelId, attempt, work, { signal, onProgress } = {}) {
      const entry = entryOf(modelId);
      return withVariantOnTrial(
        attempt,
        {
          ...{ entry, patience, signal: signal ?? new AbortController().signal },
          spawn: () => spawn(entry),
          onProgress: (_, fraction) => onProgress?.(fraction),
        },
        work,
      );
    },

    setKnownWays(modelId, known) {
      knownWays.set(modelId, known);
      hosts.get(modelId)?.replan();
    },

    async verify(modelId, named, { signal, threads } = {}) {
      const entry = entryOf(modelId);
      const variant = typeof named === 'string' ? firstVariant(entry, named) : variantNameOf(named);
      const lane = new WorkerLane<InferenceWorkerApi>(spawn(entry), patience);
      const request = requestFor(entry, {
        ...variant,
        threads: threads ?? (variant.device === 'wasm' ? machine.threads : 1),
      });
      try {
        return unwrap(await lane.call(request.requestId, signal, (api) => api.verify(request)));
      } finally {
        lane.terminate();
      }
    },

    async unload(modelId) {
      hosts.get(modelId)?.stop();
    },

    setDevice(next) {
      choice = next;
      for (const host of hosts.values()) host.setChoice(next);
    },

    dispose() {
      for (const host of hosts.values()) host.close();
      hosts.clear();
    },
  };
}

function firstVariant(entry: ModelEntry, device: Device): VariantName {
  const variant = entry.variants.find((candidate) => candidate.device === device);
  if (variant) return variant;
  throw new DesksideError(noVersionFor(entry, device));
}

function thisMachine(): InferenceMachine {
  const { crossOriginIsolated } = globalThis;
  const logicalCores = navigator.hardwareConcurrency;
  return {
    threads: chooseThreadCount({ logicalCores, crossOriginIsolated }),
    ...{ logicalCores, crossOriginIsolated },
    probeGpu,
  };
}
