import { CANCELLED, DesksideError, toFailure } from '../../contracts/failure';
import type { MachineProbe } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import type { DeviceAttempt, DeviceStep } from '../../worker-client/device-steps';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { VariantOnTrial } from '../../worker-client/variant-on-trial';
import { mostTokensPerSecond, weightBytesOfToken } from './bandwidth-limit';
import { measureEmbedder, measureGenerator, type MeasureOptions } from './measure-model';
import type { SpeedProgress, SpeedRow, SpeedStep } from './speed-report';

export interface WaysParts {
  /** Installed ones. */
  readonly models: readonly ModelEntry[];
  readonly client: Pick<InferenceClient, 'attempts' | 'withVariant'>;
  readonly probe: MachineProbe;
  readonly countMemory: () => Promise<number | null>;
  readonly onProgress: (progress: SpeedProgress) => void;
  readonly onRow: (row: SpeedRow) => void;
  readonly signal: AbortSignal;
}

interface Way {
  readonly entry: ModelEntry;
  readonly step: DeviceStep;
}

/** Measures each model in each way that this machine has for it, one after the other. What fails becomes a row with its reason. Rejects with `cancelled`. */
export async function measureWays(parts: WaysParts): Promise<void> {
  const ways = await waysOf(parts);
  const total = ways.filter(({ step }) => !('failure' in step)).length;
  let seed = 0;
  let done = 0;
  for (const { entry, step } of ways) {
    if (parts.signal.aborted) throw new DesksideError(CANCELLED);
    if ('failure' in step) {
      parts.onRow(failedRow(entry, step));
      continue;
    }
    const onStep = (now: SpeedStep): void =>
      parts.onProgress({ done, total, modelName: entry.name, way: step, step: now });
    const row = await measureWay(entry, step, { ...parts, onStep, nextSeed: () => (seed += 1) });
    parts.onRow(row);
    done += 1;
  }
}

async function waysOf({ models, client }: WaysParts): Promise<readonly Way[]> {
  const ways = await Promise.all(
    models.map(async (entry) =>
      withoutRepeats(await client.attempts(entry.id)).map((step) => ({ entry, step })),
    ),
  );
  return ways.flat();
}

/** Several variants for one device that is not there are one piece of news. */
function withoutRepeats(steps: readonly DeviceStep[]): readonly DeviceStep[] {
  const told = new Set<string>();
  return steps.filter((step) => {
    if (!('failure' in step)) return true;
    const news = `${step.device} ${step.failure.message}`;
    const isNew = !told.has(news);
    told.add(news);
    return isNew;
  });
}

type WayOptions = WaysParts & Omit<MeasureOptions, 'signal'>;

async function measureWay(entry: ModelEntry, way: DeviceAttempt, options: WayOptions): Promise<SpeedRow> {
  const { client, signal, probe, onStep } = options;
  onStep('loading');
  try {
    return await client.withVariant(
      entry.id,
      way,
      async (model) => ({
        ...emptyRow(entry, way),
        way,
        loadMs: model.info.loadMs,
        ...(await speedsOf(entry, way, model, options)),
        mostTokensPerSecond: mostTokensPerSecond(entry, way, probe),
      }),
      { signal },
    );
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (signal.aborted || failure.code === 'cancelled') throw thrown;
    return { ...emptyRow(entry, way), way, failure };
  }
}

async function speedsOf(
  entry: ModelEntry,
  way: DeviceAttempt,
  model: VariantOnTrial,
  { countMemory, ...options }: WayOptions,
): Promise<Pick<SpeedRow, 'generation' | 'embedding' | 'memoryBytes'>> {
  // The browser counts while the model is measured; waiting for it afterwards would take longer than the measurement.
  const counted = way.device === 'wasm' ? countMemory() : null;
  const generation =
    entry.task === 'text-generation'
      ? await measureGenerator(model, { ...options, contextLength: entry.contextLength })
      : null;
  const embedding = entry.task === 'feature-extraction' ? await measureEmbedder(model, options) : null;
  options.onStep('memory');
  return { generation, embedding, memoryBytes: believable(await counted, entry, way) };
}

/** The browser leaves WebAssembly's memory out where threads do not share it, which shows in there being less than the weights take. */
function believable(bytes: number | null, entry: ModelEntry, way: DeviceAttempt): number | null {
  const weightBytes = weightBytesOfToken(entry, way) ?? Infinity;
  return bytes !== null && bytes >= weightBytes / 2 ? bytes : null;
}

function failedRow(
  entry: ModelEntry,
  { device, failure }: Extract<DeviceStep, { failure: unknown }>,
): SpeedRow {
  return { ...emptyRow(entry, { device }), failure };
}

function emptyRow({ id, name, task }: ModelEntry, { device }: Pick<SpeedRow, 'device'>): SpeedRow {
  return {
    modelId: id,
    modelName: name,
    task,
    device,
    way: null,
    loadMs: null,
    generation: null,
    embedding: null,
    memoryBytes: null,
    mostTokensPerSecond: null,
    failure: null,
  };
}
