import type { GenerateResult } from '../../../contracts/capabilities';
import {
  CANCELLED,
  DesksideError,
  toFailure,
  type Failure,
  type FailureCode,
} from '../../../contracts/failure';
import type { ModelEntry } from '../../../contracts/model';
import type { VariantTrial } from '../../../contracts/model-choice';
import type { InferenceClient } from '../../../worker-client/inference-client';
import { variantNameOf, type DeviceAttempt } from '../../../worker-client/device-steps';
import type { VariantOnTrial } from '../../../worker-client/variant-on-trial';
import { TRIAL_TEXTS, trialRequest } from './trial-requests';

/** What came of one way to run a model, before it is said of which machine. */
export type WayMeasured = Omit<VariantTrial, 'measuredAt' | 'stamp'>;

const OF_THE_STORE: ReadonlySet<FailureCode> = new Set([
  'integrity-failed',
  'model-missing',
  'model-unknown',
  'storage-unavailable',
]);

type Speeds = Pick<VariantTrial, 'unitsPerSecond' | 'promptTokensPerSecond'>;

/** A way that has not begun to write by then is none for daily use. */
const LONGEST_MS = 30_000;

/**
 * Loads a model in one way, which asks the known answer, and measures a short piece of work. A way that does not work is a result as well.
 * Rejects with `cancelled`, and with what is wrong with the stored model, which says nothing of any way to run it.
 */
export async function measureWay(
  client: Pick<InferenceClient, 'withVariant'>,
  entry: ModelEntry,
  way: DeviceAttempt,
  signal: AbortSignal,
): Promise<WayMeasured> {
  const named = { ...variantNameOf(way), threads: way.threads, modelId: entry.id };
  try {
    return await client.withVariant(
      entry.id,
      way,
      async (model) => ({
        ...named,
        ...(await (entry.task === 'text-generation' ? measureWriting(model) : measureReading(model))),
        loadMs: model.info.loadMs,
        failure: null,
      }),
      { signal },
    );
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (signal.aborted) throw new DesksideError(CANCELLED);
    if (OF_THE_STORE.has(failure.code)) throw thrown;
    return { ...named, unitsPerSecond: null, promptTokensPerSecond: null, loadMs: null, failure };
  }
}

async function measureWriting(model: VariantOnTrial): Promise<Speeds> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LONGEST_MS);
  try {
    return speedsOf(await model.generate(trialRequest(), { signal: limit.signal }));
  } catch (thrown) {
    // An engine that cannot be interrupted had to be ended instead, and gave nothing.
    const isOver = limit.signal.aborted && toFailure(thrown).code === 'cancelled';
    throw isOver ? new DesksideError(TOO_SLOW) : thrown;
  } finally {
    clearTimeout(timer);
  }
}

function speedsOf({ newTokens, promptTokens, reusedTokens, firstTokenMs, totalMs }: GenerateResult): Speeds {
  const writingMs = totalMs - firstTokenMs;
  if (newTokens < 2 || writingMs <= 0) throw new DesksideError(TOO_SLOW);
  const read = promptTokens - reusedTokens;
  return {
    // The first token comes out of reading the prompt.
    unitsPerSecond: ((newTokens - 1) * 1000) / writingMs,
    promptTokensPerSecond: read > 0 && firstTokenMs > 0 ? (read * 1000) / firstTokenMs : null,
  };
}

const TOO_SLOW: Failure = {
  code: 'engine-unavailable',
  message: `It had written next to nothing after ${LONGEST_MS / 1000} seconds, which is too slow for use.`,
  retryable: false,
};

async function measureReading({ embed }: VariantOnTrial): Promise<Speeds> {
  // The first pass is for buffers and caches.
  await embed(TRIAL_TEXTS);
  const startedAt = performance.now();
  await embed(TRIAL_TEXTS);
  const seconds = (performance.now() - startedAt) / 1000;
  return { unitsPerSecond: TRIAL_TEXTS.length / seconds, promptTokensPerSecond: null };
}
