import * as Comlink from 'comlink';
import { CANCELLED, type Failure, type FailureCode, type Result } from '../contracts/failure';
import type {
  DeviceRefusal,
  InferenceRequest,
  InferenceWorkerApi,
  LoadedModelInfo,
} from '../contracts/inference-api';
import type { Device, ModelEntry } from '../contracts/model';
import { variantNameOf, type DeviceAttempt, type DeviceStep } from './device-steps';
import { variantKey } from './lost-ways';
import { WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export type InferenceLane = WorkerLane<InferenceWorkerApi>;

export interface LoadedWay {
  readonly lane: InferenceLane;
  readonly attempt: DeviceAttempt;
  readonly info: LoadedModelInfo;
}

export interface LoadParts {
  readonly entry: ModelEntry;
  readonly spawn: () => WorkerLike;
  readonly patience: LanePatience;
  readonly signal: AbortSignal;
  /** How far the load on this device is, 0 to 1; begins again with the next device. */
  readonly onProgress: (device: Device, fraction: number) => void;
}

/** After these the next device may do better; after any other failure it would fail alike. */
const NEXT_DEVICE_MAY_DO: ReadonlySet<FailureCode> = new Set([
  'device-lost',
  'engine-unavailable',
  'internal',
  'known-answer-failed',
  'out-of-memory',
  'worker-died',
]);

/**
 * Loads a model in the first way that works. The failure of a load that found none tells what was tried.
 *
 * @param advice a sentence for whoever reads that failure
 */
export async function loadBestWay(
  steps: readonly DeviceStep[],
  parts: LoadParts,
  advice: string | null,
): Promise<Result<LoadedWay>> {
  const refused: DeviceRefusal[] = [];
  const tooLarge = new Set<string>();
  for (const attempt of steps) {
    if ('failure' in attempt) {
      refused.push(attempt);
      continue;
    }
    // One thread needs as much memory as several.
    if (tooLarge.has(variantKey(attempt))) continue;
    const result = await loadWay(attempt, parts);
    if (result.ok) {
      const info = { ...result.value.info, refused: withoutRepeats(refused) };
      return { ok: true, value: { ...result.value, info } };
    }
    if (!NEXT_DEVICE_MAY_DO.has(result.failure.code)) return result;
    refused.push({ device: attempt.device, failure: result.failure });
    if (result.failure.code === 'out-of-memory') tooLarge.add(variantKey(attempt));
  }
  return { ok: false, failure: noWayLeft(parts.entry, refused, advice) };
}

/** Loads a model in exactly this way, in a worker of its own, which ends when the load fails. */
export async function loadWay(
  attempt: DeviceAttempt,
  { entry, spawn, patience, signal, onProgress }: LoadParts,
): Promise<Result<LoadedWay>> {
  if (signal.aborted) return { ok: false, failure: CANCELLED };
  const lane: InferenceLane = new WorkerLane(spawn(), patience);
  let settled = false;
  const report = Comlink.proxy((fraction: number) => {
    if (!settled) onProgress(attempt.device, fraction);
  });
  // Building a session cannot be interrupted, so a cancelled load ends its worker; there is nothing in it to lose.
  const end = () => lane.terminate();
  signal.addEventListener('abort', end);
  onProgress(attempt.device, 0);
  const request = requestFor(entry, attempt);
  const result = await lane.call(request.requestId, undefined, (api) => api.load(request, report));
  settled = true;
  signal.removeEventListener('abort', end);
  if (result.ok && !signal.aborted) return { ok: true, value: { lane, attempt, info: result.value } };
  lane.terminate();
  return { ok: false, failure: signal.aborted || result.ok ? CANCELLED : result.failure };
}

export function requestFor({ id }: Pick<ModelEntry, 'id'>, attempt: DeviceAttempt): InferenceRequest {
  return { requestId: crypto.randomUUID(), modelId: id, ...variantNameOf(attempt), threads: attempt.threads };
}

function noWayLeft({ name }: ModelEntry, refused: readonly DeviceRefusal[], advice: string | null): Failure {
  const last = refused.at(-1)?.failure;
  if (!last) {
    const message = `${name} has no version that this browser can run.`;
    return { code: 'engine-unavailable', message, retryable: false };
  }
  const reasons = refused.map(({ device, failure }) => `${device}: ${failure.detail ?? failure.message}`);
  const message = advice ? `${last.message} ${advice}` : last.message;
  return { ...last, message, detail: reasons.join('; ') };
}

/** Variants that cannot be used on one device for one reason are one piece of news. */
function withoutRepeats(refused: readonly DeviceRefusal[]): DeviceRefusal[] {
  const news = new Map(refused.map((refusal) => [`${refusal.device} ${refusal.failure.message}`, refusal]));
  return [...news.values()];
}
