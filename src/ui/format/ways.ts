import type { DeviceRefusal } from '../../contracts/inference-api';
import type { VariantPin, VariantTrial } from '../../contracts/model-choice';
import type { Device, ModelTask } from '../../contracts/model';
import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import { DEVICE_LABELS, ENGINE_LABELS } from './model-labels';
import { count, rate } from './quantities';

/** Where a way to run a model computes, with how many threads. */
export function wayPlace({ device, threads }: Pick<VariantPin, 'device' | 'threads'>): string {
  const place = DEVICE_LABELS[device];
  const withCapital = place.charAt(0).toUpperCase() + place.slice(1);
  return device === 'wasm'
    ? m.models_threads({ place: withCapital, count: threads, shown: count(threads) })
    : withCapital;
}

/** What computes it, and from which form of the weights. */
export function wayMeans({ engine, dtype }: Pick<VariantPin, 'engine' | 'dtype'>): string {
  return `${ENGINE_LABELS[engine]} · ${dtype}`;
}

/** How fast a way turned out to be, in words; null when it failed. */
export function waySpeed(trial: VariantTrial, task: ModelTask): string | null {
  if (trial.unitsPerSecond === null) return null;
  if (task === 'feature-extraction')
    return m.models_way_reads({ reading: rate(trial.unitsPerSecond, 'texts') });
  const writing = rate(trial.unitsPerSecond, 'tokens');
  return trial.promptTokensPerSecond === null
    ? m.models_way_writes({ writing })
    : m.models_way_both({ writing, reading: rate(trial.promptTokensPerSecond, 'tokens') });
}

/** Why a model does not run somewhere, or, on one of the devices `running` it, not as well as it might. */
export function refusalNote({ device, failure }: DeviceRefusal, running: readonly Device[]): string {
  const reason = failureText(failure);
  return running.includes(device)
    ? m.models_refused_first({ reason })
    : m.models_refused_on({ place: DEVICE_LABELS[device], reason });
}

export function isSameWay(a: VariantPin, b: VariantPin): boolean {
  return (
    a.engine === b.engine &&
    a.device === b.device &&
    a.graph === b.graph &&
    a.dtype === b.dtype &&
    a.threads === b.threads
  );
}
