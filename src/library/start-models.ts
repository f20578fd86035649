import type { TextEmbedder, TextGenerator } from '../contracts/capabilities';
import { DesksideError, toFailure } from '../contracts/failure';
import type { LoadedModelInfo } from '../contracts/inference-api';
import type { DeviceChoice, ModelEntry } from '../contracts/model';
import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import { CATALOGUE } from '../models/catalogue';
import { createInferenceClient } from '../worker-client/inference-client';
import { createModelsClient } from '../worker-client/models-client';

export interface ModelLoading {
  readonly modelId: string;
  /** `fetch`: its files come from `modelsBase`; `load`: it is made ready. */
  readonly step: 'fetch' | 'load';
  /** 0 to 1. */
  readonly fraction: number;
}

export interface StartModelsOptions {
  /**
   * Address of the folder that holds `models/`, for instance `/deskside/`. Files are fetched once, checked against the hashes of the catalogue, and
   * kept in IndexedDB. It must be of the page's origin, or allow it by CORS.
   */
  readonly modelsBase: string;
  /** `auto` takes the graphics card where it computes correctly. */
  readonly device?: DeviceChoice;
  readonly onLoading?: (loading: ModelLoading) => void;
}

/** Models in workers, each in its own. A model is fetched and loaded when it is first used. Rejects with a `DesksideError`. */
export interface RunningModels {
  /** `all-minilm-l6-v2` unless named otherwise. */
  embedder(modelId?: string): TextEmbedder;
  /** `smollm2-135m-desk` unless named otherwise. */
  generator(modelId?: string): TextGenerator;
  /** Fetches the model when it is not there, and loads it: what else the first use does. Says how it runs. */
  load(modelId: string, options?: { readonly signal?: AbortSignal }): Promise<LoadedModelInfo>;
  /** Ends all workers; fetched files stay. */
  dispose(): void;
}

/** Runs the models that `modelsBase` offers. Loads nothing yet. */
export function startModels({ modelsBase, device = 'auto', onLoading }: StartModelsOptions): RunningModels {
  const files = createModelsClient({
    spawn: () =>
      new Worker(new URL('../../workers/models.ts', import.meta.url), { type: 'module', name: 'models' }),
    appBase: new URL(modelsBase, document.baseURI).href,
    onForeignRequest: () => undefined,
    keepsModels: false,
  });
  const inference = createInferenceClient({
    findModel,
    spawn: () =>
      new Worker(new URL('../../workers/inference.ts', import.meta.url), {
        type: 'module',
        name: 'inference',
      }),
  });
  inference.setDevice(device);
  const ready = new Map<string, Promise<LoadedModelInfo>>();

  async function prepare(modelId: string, signal?: AbortSignal): Promise<LoadedModelInfo> {
    const run = signal ? { signal } : {};
    await files.install(modelId, NO_MODEL_SOURCES, {
      ...run,
      onProgress: ({ doneBytes, totalBytes }) =>
        onLoading?.({ modelId, step: 'fetch', fraction: totalBytes === 0 ? 0 : doneBytes / totalBytes }),
    });
    return inference.load(modelId, {
      ...run,
      onProgress: (fraction) => onLoading?.({ modelId, step: 'load', fraction }),
    });
  }

  /** Callers share one; a failed one is tried again by the next, and one that its caller gave up by those who still wait. */
  function load(modelId: string, signal?: AbortSignal): Promise<LoadedModelInfo> {
    const known = ready.get(modelId);
    if (known)
      return known.catch((thrown: unknown) => {
        if (signal?.aborted || toFailure(thrown).code !== 'cancelled') throw thrown;
        return load(modelId, signal);
      });
    const loading = prepare(modelId, signal).catch((thrown: unknown) => {
      ready.delete(modelId);
      throw thrown;
    });
    ready.set(modelId, loading);
    return loading;
  }

  return {
    embedder(modelId = 'all-minilm-l6-v2') {
      const embedder = inference.embedder(modelId);
      return {
        ...embedder,
        async embed(texts, options) {
          await load(modelId, options?.signal);
          return embedder.embed(texts, options);
        },
      };
    },
    generator(modelId = 'smollm2-135m-desk') {
      const generator = inference.generator(requireModel(modelId));
      return {
        ...generator,
        async generate(request, options) {
          await load(modelId, options?.signal);
          return generator.generate(request, options);
        },
      };
    },
    load: (modelId, { signal } = {}) => load(modelId, signal),
    dispose() {
      inference.dispose();
      files.dispose();
    },
  };
}

function findModel(modelId: string): ModelEntry | undefined {
  return CATALOGUE.find(({ id }) => id === modelId);
}

function requireModel(modelId: string): ModelEntry {
  const entry = findModel(modelId);
  if (entry) return entry;
  throw new DesksideError({
    code: 'model-unknown',
    message: `There is no model called “${modelId}”. Known: ${CATALOGUE.map(({ id }) => id).join(', ')}.`,
    retryable: false,
  });
}
