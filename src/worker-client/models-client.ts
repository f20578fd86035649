import * as Comlink from 'comlink';
import { unwrap, type Result } from '../contracts/failure';
import type { ForeignRequest } from '../contracts/foreign-request';
import type { MachineProbe, MachineProfile } from '../contracts/machine';
import type { InstallProgress, ModelEntry } from '../contracts/model';
import type { ModelSources } from '../contracts/model-sources';
import type { ModelsListeners, ModelsWorkerApi, PickedFile } from '../contracts/models-api';
import { WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export interface ModelsCall {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
}

/** The models worker from the page's side. Methods reject with a `DesksideError`; aborting leaves what has arrived in the store. */
export interface ModelsClient {
  install(modelId: string, sources: ModelSources, call?: ModelsCall): Promise<void>;
  /** How many chunks were fetched again. */
  repair(modelId: string, sources: ModelSources, call?: ModelsCall): Promise<number>;
  exportPack(modelId: string, call?: ModelsCall): Promise<Blob>;
  importFiles(files: readonly PickedFile[], call?: ModelsCall): Promise<ModelEntry>;
  addHubModel(
    address: {
      readonly repo: string;
      readonly revision: string;
      readonly file?: string;
      readonly library?: string;
    },
    sources: ModelSources,
    machine: MachineProfile,
    call?: ModelsCall,
  ): Promise<ModelEntry>;
  probeMachine(): Promise<MachineProbe>;
  /** Ends the worker; what runs in it fails with `worker-died`. */
  dispose(): void;
}

export interface ModelsClientOptions {
  readonly spawn: () => WorkerLike;
  /** Address of the app's folder, ending in `/`. */
  readonly appBase: string;
  readonly onForeignRequest: (request: ForeignRequest) => void;
  /** Whether the worker must live on, because it holds models that no database keeps. */
  readonly keepsModels: boolean;
  readonly patience?: LanePatience;
  /** A worker without work for so long is ended, milliseconds. */
  readonly idleMs?: number;
}

/** Hashing and storing leave gaps in which it answers; what holds a worker up for so long has hung. */
const PATIENCE: LanePatience = { pingEveryMs: 5_000, pingLimitMs: 60_000, cancelLimitMs: 10_000 };
const IDLE_MS = 30_000;

export function createModelsClient(options: ModelsClientOptions): ModelsClient {
  const { spawn, appBase, onForeignRequest, keepsModels, patience = PATIENCE, idleMs = IDLE_MS } = options;
  let lane: WorkerLane<ModelsWorkerApi> | null = null;
  let calls = 0;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  function openLane(): WorkerLane<ModelsWorkerApi> {
    if (!lane || lane.dead) lane = new WorkerLane<ModelsWorkerApi>(spawn(), patience);
    return lane;
  }

  async function run<T>(
    { signal, onProgress = () => undefined }: ModelsCall,
    invoke: (
      api: Comlink.Remote<ModelsWorkerApi>,
      requestId: string,
      listeners: ModelsListeners & Comlink.ProxyMarked,
    ) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    calls += 1;
    clearTimeout(idleTimer);
    const requestId = crypto.randomUUID();
    let answered = false;
    const listeners = Comlink.proxy({
      // It comes over a channel of its own, at times after the answer: a model would be at work for ever.
      onProgress: (progress: InstallProgress) => {
        if (!answered) onProgress(progress);
      },
      onForeignRequest,
    });
    try {
      return await openLane().call(requestId, signal, (api) => invoke(api, requestId, listeners));
    } finally {
      answered = true;
      calls -= 1;
      if (calls === 0 && !keepsModels) idleTimer = setTimeout(() => lane?.terminate(), idleMs);
    }
  }

  /** Once more when the worker died: what it had stored is there, so the new one goes on after it. */
  async function runAgain<T>(...args: Parameters<typeof run<T>>): Promise<T> {
    const result = await run(...args);
    const died = !result.ok && result.failure.code === 'worker-died';
    return unwrap(died ? await run(...args) : result);
  }

  return {
    async install(modelId, sources, call = {}) {
      await runAgain(call, (api, requestId, listeners) =>
        api.install({ requestId, modelId, sources, appBase }, listeners),
      );
    },
    repair: (modelId, sources, call = {}) =>
      runAgain(call, (api, requestId, listeners) =>
        api.repair({ requestId, modelId, sources, appBase }, listeners),
      ),
    exportPack: (modelId, call = {}) =>
      runAgain(call, (api, requestId, listeners) => api.exportPack({ requestId, modelId }, listeners)),
    importFiles: (files, call = {}) =>
      runAgain(call, (api, requestId, listeners) => api.importFiles({ requestId, files }, listeners)),
    addHubModel: ({ repo, revision, file, library }, sources, machine, call = {}) => {
      const wanted = {
        repo,
        revision,
        ...(file === undefined ? {} : { file }),
        ...(library === undefined ? {} : { library }),
      };
      return runAgain(call, (api, requestId, listeners) =>
        api.addHubModel({ requestId, ...wanted, sources, machine, appBase }, listeners),
      );
    },
    probeMachine: () => runAgain({}, (api) => api.probeMachine()),
    dispose: () => lane?.terminate(),
  };
}
