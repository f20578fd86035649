import type { VariantName } from '../contracts/inference-api';
import type { ModelMeasurement } from '../contracts/model';

/** One use of a loaded model, as it was timed. */
export interface MeasuredRun extends VariantName {
  readonly modelId: string;
  /** WASM threads. */
  readonly threads: number;
  /** Of the load that the run built on. */
  readonly loadMs: number;
  /** Tokens (of generators) or texts (of embedders) that the run made, and how long it took; null when it only loaded. */
  readonly work: {
    readonly unit: 'tokens' | 'texts';
    readonly count: number;
    /** For generators from the first token on: reading the prompt has a speed of its own. */
    readonly ms: number;
  } | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Shorter runs tell more about starting and stopping than about speed. */
const SHORTEST = { tokens: 16, texts: 8 } as const;
/** A run of this length moves the speed half of the way to its own. */
const HALF_WAY = { tokens: 64, texts: 32 } as const;

/**
 * What is known of a model's speed after one more run. Speeds are smoothed: a run of `n` tokens or texts counts `n / (n + HALF_WAY)`, all
 * before it together the rest, so that a short answer hardly changes what long ones told. Speeds of another variant or another number of
 * threads are forgotten.
 */
export function mergeMeasurement(before: ModelMeasurement | null, run: MeasuredRun): ModelMeasurement {
  const { modelId, engine, device, graph, dtype, threads, loadMs } = run;
  const comparable = before && isSameWay(before, run) ? before : null;
  return {
    ...{ modelId, engine, device, graph, dtype, threads, loadMs },
    tokensPerSecond: mergeSpeed(comparable?.tokensPerSecond ?? null, run, 'tokens'),
    textsPerSecond: mergeSpeed(comparable?.textsPerSecond ?? null, run, 'texts'),
    measuredAt: run.at,
  };
}

type Way = Pick<MeasuredRun, 'modelId' | 'engine' | 'device' | 'graph' | 'dtype' | 'threads'>;
const WAY = ['modelId', 'engine', 'device', 'graph', 'dtype', 'threads'] as const satisfies (keyof Way)[];

function isSameWay(one: Way, other: Way): boolean {
  return WAY.every((key) => one[key] === other[key]);
}

function mergeSpeed(before: number | null, { work }: MeasuredRun, unit: 'tokens' | 'texts'): number | null {
  if (work?.unit !== unit || work.count < SHORTEST[unit] || work.ms <= 0) return before;
  const now = (work.count * 1000) / work.ms;
  if (before === null) return now;
  const weight = work.count / (work.count + HALF_WAY[unit]);
  return before + weight * (now - before);
}
