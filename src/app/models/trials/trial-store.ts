import * as v from 'valibot';
import { FAILURE_CODES } from '../../../contracts/failure';
import type { VariantTrial } from '../../../contracts/model-choice';
import { VARIANT_PIN } from '../../../history/variant-pin-schema';
import type { PageStorage } from '../../../platform/page-storage';
import { TRIALS_KEY } from './trials-key';

const speed = v.nullable(v.pipe(v.number(), v.minValue(0)));
const TRIAL = v.object({
  modelId: v.string(),
  ...VARIANT_PIN.entries,
  unitsPerSecond: speed,
  promptTokensPerSecond: speed,
  loadMs: speed,
  failure: v.nullable(
    v.object({
      code: v.picklist(FAILURE_CODES),
      message: v.string(),
      retryable: v.boolean(),
      detail: v.exactOptional(v.string()),
    }),
  ),
  measuredAt: v.number(),
  stamp: v.string(),
});

/** Trials of ways to run models, kept from visit to visit. */
export interface TrialStore {
  /** Those with this stamp; trials of other versions, browsers or machines are as good as none. */
  read(stamp: string): readonly VariantTrial[];
  /** Keeps these in place of all that was kept of the model. */
  keep(modelId: string, trials: readonly VariantTrial[]): void;
}

export function createTrialStore(storage: PageStorage): TrialStore {
  function all(): readonly VariantTrial[] {
    try {
      const kept: unknown = JSON.parse(storage.getItem(TRIALS_KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter((trial) => v.is(TRIAL, trial)) : [];
    } catch {
      return [];
    }
  }

  return {
    read: (stamp) => all().filter((trial) => trial.stamp === stamp),
    keep(modelId, trials) {
      const others = all().filter((trial) => trial.modelId !== modelId);
      try {
        storage.setItem(TRIALS_KEY, JSON.stringify([...others, ...trials]));
      } catch {
        // A full or forbidden storage costs the next visit a new trial.
      }
    },
  };
}

/** What trials hold for: this version of the app in this browser on this machine. */
export function trialStamp(of: {
  readonly version: string;
  readonly userAgent: string;
  readonly logicalCores: number;
  /** The adapter's name; null without WebGPU. */
  readonly gpu: string | null;
}): string {
  return JSON.stringify([of.version, of.userAgent, of.logicalCores, of.gpu]);
}
