import type { VariantPin, VariantTrial } from '../contracts/model-choice';
import { isSameWay, type DeviceAttempt, type DeviceStep } from './device-steps';

/** What the user chose for a model, and what trials of it on this machine came to. */
export interface KnownWays {
  readonly pin: VariantPin | null;
  /** One at most of each way. */
  readonly trials: readonly VariantTrial[];
}

export const NOTHING_KNOWN: KnownWays = { pin: null, trials: [] };

/** A step with the place of its variant in the catalogue's order. */
export interface RankedStep {
  readonly rank: number;
  readonly step: DeviceStep;
}

/** Tokens of a mail with its instruction, and of what is written about it. */
const USUAL_PROMPT = 400;
const USUAL_ANSWER = 60;

/** Seconds that a usual request takes by what the trial measured, or that one text takes to embed; infinite when the trial failed. */
export function secondsBy({
  unitsPerSecond,
  promptTokensPerSecond,
}: Pick<VariantTrial, 'unitsPerSecond' | 'promptTokensPerSecond'>): number {
  if (unitsPerSecond === null) return Infinity;
  if (promptTokensPerSecond === null) return 1 / unitsPerSecond;
  return USUAL_PROMPT / promptTokensPerSecond + USUAL_ANSWER / unitsPerSecond;
}

/** The trials that passed, the fastest first. */
export function passedTrials(trials: readonly VariantTrial[]): readonly VariantTrial[] {
  return trials
    .filter(({ failure, unitsPerSecond }) => failure === null && unitsPerSecond !== null)
    .sort((a, b) => secondsBy(a) - secondsBy(b));
}

/**
 * Puts steps in the order in which they are to be taken.
 *
 * @param expected steps in the catalogue's order, refusals among them
 * @param possible all ways that a trial may have measured
 * @param pinned the way that the user chose, or why it cannot be had
 */
export function orderByKnowledge(
  steps: {
    readonly expected: readonly RankedStep[];
    readonly possible: readonly RankedStep[];
    readonly pinned: DeviceStep | null;
  },
  { trials }: KnownWays,
): readonly DeviceStep[] {
  const { expected, possible, pinned } = steps;
  const passed = passedTrials(trials);
  const trialOf = (way: DeviceAttempt) => trials.find((trial) => isSameWay(trial, way));
  const failed = possible.flatMap(({ rank, step }) => {
    const failure = 'failure' in step ? null : trialOf(step)?.failure;
    return failure ? [{ rank, way: step, refusal: { device: step.device, failure } }] : [];
  });
  const promising = [
    ...(pinned && !('failure' in pinned) ? [{ rank: -1, step: pinned }] : []),
    ...passed.flatMap((trial) =>
      possible.filter(({ step }) => !('failure' in step) && isSameWay(step, trial)),
    ),
    ...expected.filter(({ step }) => !('failure' in step) && !trialOf(step)),
  ];
  const refusals = [
    ...expected.filter(({ step }) => 'failure' in step),
    ...(promising.length > 0 ? failed.map(({ rank, refusal }) => ({ rank, step: refusal })) : []),
  ].sort((a, b) => a.rank - b.rank);
  // A refusal explains what comes after it, not what the catalogue puts before it anyway.
  const firstRank = promising[0]?.rank ?? Infinity;
  const [first, ...others] = promising.map(({ step }) => step);
  return withoutRepeats([
    ...(pinned && 'failure' in pinned ? [pinned] : []),
    ...refusals.filter(({ rank }) => rank <= firstRank).map(({ step }) => step),
    ...(first ? [first] : []),
    ...refusals.filter(({ rank }) => rank > firstRank).map(({ step }) => step),
    ...others,
    ...failed.map(({ way }) => way),
  ]);
}

function withoutRepeats(steps: readonly DeviceStep[]): readonly DeviceStep[] {
  return steps.filter(
    (step, i) =>
      'failure' in step || steps.findIndex((other) => !('failure' in other) && isSameWay(step, other)) === i,
  );
}
