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
import { noVersionFor, type InferenceMachine } from './device-plan';
import { createHostedEmbedder } from './hosted-embedder';
import { createHostedGenerator } from './hosted-generator';
import { ModelHost } from './model-host';
import { DEFAULT_PATIENCE, WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export interface InferenceClientOptions {
  /** Starts an inference worker; each model gets its own, so that search does not wait behind a long draft. */
  readonly spawn: () => WorkerLike;
  readonly findModel: (modelId: string) => ModelEntry | undefined;
  readonly machine?: InferenceMachine;
  readonly patience?: LanePatience;
  /** A generator without work for so long gives its 1.5 GB back. Milliseconds. */
  readonly generatorIdleMs?: number;
}

/** Models in workers, from the page's side. Methods reject with a `DesksideError`. */
export interface InferenceClient {
  /** Loads nothing yet. Rejects with `model-unknown`. */
  embedder(modelId: string): TextEmbedder;
  /** Loads nothing yet. */
  generator(entry: Pick<ModelEntry, 'id'> & { readonly prompts: PromptDialect | null }): TextGenerator;
  /** Loads the model on the best device that works. Cancelling ends the load unless others wait for it too. */
  load(modelId: string, options?: RunOptions): Promise<LoadedModelInfo>;
  readonly loaded: Observable<readonly LoadedModelInfo[]>;
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
        spawn,
        machine,
        patience,
        idleStopMs: isGenerator ? (options.generatorIdleMs ?? GENERATOR_IDLE_MS) : null,
        onLoadedChange(info) {
          if (info) infos.set(modelId, info);
          else if (!infos.delete(modelId)) return;
          loaded.set([...infos.values()]);
        },
      },
      choice,
    );
    hosts.set(modelId, host);
    return host;
  }

  return {
    loaded,
    embedder: (modelId) => createHostedEmbedder(modelId, hostOf(modelId)),

    generator({ id, prompts }) {
      if (prompts) return createHostedGenerator(id, prompts, hostOf(id));
      throw new DesksideError({
        code: 'internal',
        message: `“${id}” cannot write text. Choose another model for it in the settings.`,
        retryable: false,
      });
    },

    load: async (modelId, { signal } = {}) => unwrap(await hostOf(modelId).load(signal)),

    async verify(modelId, variant, { signal, threads } = {}) {
      const entry = entryOf(modelId);
      const { device, graph, dtype } = typeof variant === 'string' ? firstVariant(entry, variant) : variant;
      const lane = new WorkerLane<InferenceWorkerApi>(spawn(), patience);
      const requestId = crypto.randomUUID();
      try {
        const request = {
          requestId,
          modelId,
          device,
          graph,
          dtype,
          threads: threads ?? (device === 'wasm' ? machine.threads : 1),
        };
        return unwrap(await lane.call(requestId, signal, (api) => api.verify(request)));
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
  return {
    threads: chooseThreadCount({ logicalCores: navigator.hardwareConcurrency, crossOriginIsolated }),
    crossOriginIsolated,
    probeGpu,
  };
}
