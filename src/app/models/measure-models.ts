import type { TextEmbedder, TextGenerator } from '../../contracts/capabilities';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { ModelMeasurement } from '../../contracts/model';
import { mergeMeasurement, type MeasuredRun } from '../../models/measurement';
import type { Clock } from '../../platform/clock';

/** Wraps models so that each use tells how fast they are on this machine. */
export interface ModelMeasuring {
  embedder(embedder: TextEmbedder): TextEmbedder;
  generator(generator: TextGenerator): TextGenerator;
  /** The model was loaded. */
  loaded(info: LoadedModelInfo): void;
}

export interface MeasuringParts {
  readonly clock: Clock;
  readonly infoOf: (modelId: string) => LoadedModelInfo | undefined;
  readonly before: (modelId: string) => ModelMeasurement | null;
  readonly keep: (measurement: ModelMeasurement) => void;
}

export function createModelMeasuring({ clock, infoOf, before, keep }: MeasuringParts): ModelMeasuring {
  function note(modelId: string, work: MeasuredRun['work'], info = infoOf(modelId)): void {
    if (!info) return;
    const { engine, device, graph, dtype, threads, loadMs } = info;
    const way = { modelId, engine, device, graph, dtype, threads };
    keep(mergeMeasurement(before(modelId), { ...way, loadMs, work, at: clock.now() }));
  }

  return {
    embedder: (embedder) => ({
      ...embedder,
      async embed(texts, options) {
        // A cold model is loaded by the call, which would count as its slowness.
        const isWarm = infoOf(embedder.modelId) !== undefined;
        const startedAt = performance.now();
        const vectors = await embedder.embed(texts, options);
        const ms = performance.now() - startedAt;
        if (isWarm) note(embedder.modelId, { unit: 'texts', count: texts.length, ms });
        return vectors;
      },
    }),
    generator: (generator) => ({
      ...generator,
      async generate(request, options) {
        const result = await generator.generate(request, options);
        const { newTokens, totalMs, firstTokenMs } = result;
        note(generator.modelId, { unit: 'tokens', count: newTokens - 1, ms: totalMs - firstTokenMs });
        return result;
      },
    }),
    loaded: (info) => note(info.modelId, null, info),
  };
}
