import type { LoadedModel, Engine } from '../contracts/engine';
import { attempt, CANCELLED, DesksideError, toFailure } from '../contracts/failure';
import type {
  InferenceRequest,
  InferenceWorkerApi,
  KnownAnswerReport,
  LoadedModelInfo,
} from '../contracts/inference-api';
import type { EngineId, ModelEntry, ModelVariant, WeightReader } from '../contracts/model';
import { DEVICE_PLACES } from '../platform/device-places';
import { CallQueue } from './call-queue';
import { checkKnownAnswer } from './known-answer';
import { findMemoryShortage } from './memory-check';

export interface InferenceServiceOptions {
  /** Called at most once for each engine, when a model first needs it. */
  readonly engines: Readonly<Partial<Record<EngineId, () => Promise<Engine>>>>;
  readonly findModel: (modelId: string) => ModelEntry | undefined | Promise<ModelEntry | undefined>;
  readonly openWeights: (modelId: string) => Promise<WeightReader>;
  /** GiB; null where the browser does not tell. */
  readonly machineMemoryGiB: number | null;
}

interface Loaded {
  readonly model: LoadedModel;
  readonly info: LoadedModelInfo;
}

/** What the inference worker does, whichever engine does it: queue, load on demand, check, answer in `Result`s. */
export function createInferenceService(options: InferenceServiceOptions): InferenceWorkerApi {
  const queue = new CallQueue();
  const engines = new Map<EngineId, Promise<Engine>>();
  const loaded = new Map<string, Loaded>();

  function engineOf(id: EngineId): Promise<Engine> {
    const known = engines.get(id);
    if (known) return known;
    const create = options.engines[id];
    if (!create) {
      throw new DesksideError({
        code: 'engine-unavailable',
        message: 'This model needs an engine that this version of Deskside does not have.',
        retryable: false,
        detail: id,
      });
    }
    const engine = create();
    engines.set(id, engine);
    return engine;
  }

  async function ensureLoaded(
    request: InferenceRequest,
    signal: AbortSignal,
    onProgress: (fraction: number) => void = () => undefined,
  ): Promise<Loaded> {
    const present = loaded.get(request.modelId);
    if (present) return present;
    const { entry, variant } = chooseVariant(await options.findModel(request.modelId), request);
    const shortage = findMemoryShortage(entry, variant, options.machineMemoryGiB);
    if (shortage) throw new DesksideError(shortage);
    const startedAt = performance.now();
    const engine = await engineOf(variant.engine);
    const weights = await options.openWeights(entry.id);
    const model = await engine.load({
      ...{ model: entry, variant, weights, signal, onProgress },
      threads: request.threads,
    });
    try {
      const failure = await checkKnownAnswer(entry, model, signal);
      if (failure) throw new DesksideError(failure);
    } catch (error) {
      // What went wrong first is what counts.
      await model.unload().catch(() => undefined);
      throw error;
    }
    const info: LoadedModelInfo = {
      modelId: entry.id,
      engine: engine.id,
      device: model.device,
      graph: variant.graph,
      dtype: variant.dtype,
      threads: model.threads,
      loadMs: Math.round(performance.now() - startedAt),
      refused: [],
    };
    const result = { model, info };
    loaded.set(entry.id, result);
    return result;
  }

  async function unload(modelId: string): Promise<void> {
    const present = loaded.get(modelId);
    loaded.delete(modelId);
    await present?.model.unload();
  }

  return {
    load: (request, onProgress) =>
      attempt(() =>
        queue.run(
          request.requestId,
          async (signal) => (await ensureLoaded(request, signal, onProgress)).info,
        ),
      ),

    generate: (request, onText) =>
      attempt(async () => {
        const startedAt = performance.now();
        try {
          return await queue.run(request.requestId, async (signal) => {
            const { model } = await ensureLoaded(request, signal);
            return model.generate(request, onText, signal);
          });
        } catch (error) {
          // A cancelled answer is an answer, only shorter; here it was cancelled before its first word.
          if (toFailure(error).code !== 'cancelled') throw error;
          const totalMs = performance.now() - startedAt;
          return {
            text: '',
            promptTokens: 0,
            reusedTokens: 0,
            newTokens: 0,
            finish: 'cancelled',
            firstTokenMs: totalMs,
            totalMs,
          };
        }
      }),

    embed: (request) =>
      attempt(() =>
        queue.run(request.requestId, async (signal) => {
          const { model } = await ensureLoaded(request, signal);
          const vectors = await model.embed(request.texts, signal);
          const dimensions = vectors[0]?.length ?? 0;
          const flat = new Float32Array(vectors.length * dimensions);
          vectors.forEach((vector, i) => flat.set(vector, i * dimensions));
          return { vectors: flat, dimensions };
        }),
      ),

    verify: (request) =>
      attempt(() =>
        queue.run(request.requestId, async (signal): Promise<KnownAnswerReport> => {
          const startedAt = performance.now();
          await unload(request.modelId);
          const { entry, variant } = chooseVariant(await options.findModel(request.modelId), request);
          const result = await attempt(() => ensureLoaded(request, signal));
          if (!result.ok && result.failure.code === 'cancelled') throw new DesksideError(CANCELLED);
          return {
            modelId: entry.id,
            engine: variant.engine,
            device: variant.device,
            threads: result.ok ? result.value.info.threads : request.threads,
            passed: result.ok,
            failure: result.ok ? null : result.failure,
            ms: Math.round(performance.now() - startedAt),
          };
        }),
      ),

    cancel: async (requestId) => queue.cancel(requestId),

    unload: (modelId) =>
      attempt(() =>
        queue.run(`unload ${modelId}`, async () => {
          await unload(modelId);
          return null;
        }),
      ),

    ping: async () => 'pong',
  };
}

function chooseVariant(
  entry: ModelEntry | undefined,
  request: InferenceRequest,
): { readonly entry: ModelEntry; readonly variant: ModelVariant } {
  if (!entry) {
    throw new DesksideError({
      code: 'model-unknown',
      message: `Deskside knows no model called "${request.modelId}". Choose another one in the settings.`,
      retryable: false,
    });
  }
  const variant = entry.variants.find(
    ({ engine, device, graph, dtype }) =>
      engine === request.engine &&
      device === request.device &&
      graph === request.graph &&
      dtype === request.dtype,
  );
  if (!variant) {
    throw new DesksideError({
      code: 'engine-unavailable',
      message: `${entry.name} has no version for ${DEVICE_PLACES[request.device]}.`,
      retryable: false,
      detail: `${request.graph} ${request.dtype}`,
    });
  }
  return { entry, variant };
}
