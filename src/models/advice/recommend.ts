import type { MachineProfile, ModelAdvice } from '../../contracts/machine';
import type { ModelListing, ModelTask } from '../../contracts/model';
import { isMemoryUncertain, peakBytesOn } from './obstacles';

export interface AdvisedModel {
  readonly listing: ModelListing;
  readonly advice: ModelAdvice;
}

export interface Recommendation {
  readonly modelId: string;
  /** Why, in a sentence for people. */
  readonly reason: string;
}

/** Tokens a second that a fast reader keeps up with. */
const READING_SPEED = 10;

/** The model to choose for a task on this machine; null when none of them runs. */
export function recommend(
  task: ModelTask,
  models: readonly AdvisedModel[],
  machine: MachineProfile,
): Recommendation | null {
  const running = models.filter(({ listing, advice }) => listing.task === task && advice.device !== null);
  const tested = running.find(({ listing }) => listing.evidence === 'tested');
  // Sorting knows the vectors of one embedder only.
  if (task === 'feature-extraction')
    return named(tested, 'Recommended, because sorting was trained with it.');
  const largest = isKnown(machine) ? largestAtReadingSpeed(running, machine) : undefined;
  // What is no larger than the tested one is no better.
  if (largest !== undefined && largest.listing.parameters > (tested?.listing.parameters ?? 0)) {
    return named(largest, 'Recommended as the largest that this machine runs at reading speed.');
  }
  return named(tested, `Recommended, because it is tested and tuned on desk mail. ${whyNoLarger(machine)}`);
}

/** Without a measured GPU the estimates are too rough to send anyone to a long download. */
function isKnown({ gpu, probe }: Pick<MachineProfile, 'gpu' | 'probe'>): boolean {
  return gpu !== null && !gpu.isFallback && (probe?.gpuBytesPerSecond ?? null) !== null;
}

function largestAtReadingSpeed(
  models: readonly AdvisedModel[],
  machine: MachineProfile,
): AdvisedModel | undefined {
  return models.filter((model) => isQuick(model) && isSureToFit(model, machine)).sort(byMerit)[0];
}

function isQuick({ advice }: AdvisedModel): boolean {
  return advice.fit === 'good' && (advice.tokensPerSecond ?? 0) >= READING_SPEED;
}

/** What may turn out too large can be chosen, but nobody is sent to it. */
function isSureToFit({ listing, advice }: AdvisedModel, machine: MachineProfile): boolean {
  return advice.device !== null && !isMemoryUncertain(peakBytesOn(listing, advice.device), machine);
}

/** The larger first; of one size, the faster. */
function byMerit(a: AdvisedModel, b: AdvisedModel): number {
  return (
    b.listing.parameters - a.listing.parameters ||
    (b.advice.tokensPerSecond ?? 0) - (a.advice.tokensPerSecond ?? 0)
  );
}

function whyNoLarger({ gpu, probe }: Pick<MachineProfile, 'gpu' | 'probe'>): string {
  if (gpu === null || gpu.isFallback) return 'Without a GPU, larger ones would be slow.';
  if (probe === null) return 'Measure this machine to see whether a larger one would run well.';
  if (probe.gpuBytesPerSecond === null) return 'How fast this GPU is could not be measured.';
  return 'No larger one runs at reading speed here.';
}

function named(model: AdvisedModel | undefined, reason: string): Recommendation | null {
  return model === undefined ? null : { modelId: model.listing.id, reason };
}
