import { dot } from '../text/vectors';
import { addTo } from './groups';
import { fitKernelRidge, type RidgeFit } from './kernel-ridge';
import { LABEL_TUNING } from './label-tuning';
import { createPace } from './pace';
import { termDot, type TermVector } from './term-space';
import { weighEvidence } from './weigh-evidence';

export interface Learner {
  readonly vector: Float32Array;
  readonly terms: TermVector;
  /** Probabilities by label, from the labels' words alone. */
  readonly before: readonly number[];
}

export interface Lesson {
  /** Logarithms of how likely each label is, up to a constant. */
  scoresOf(item: Learner): number[];
  /** How much each term speaks for each label. */
  readonly termWeights: readonly ReadonlyMap<string, number>[];
}

/**
 * Learns from examples what the labels' words get wrong: one step of boosting (Friedman 2001) from what was thought before, along its
 * errors smoothed by kernel ridge regression. How far to trust each is found on predictions for each example by a fit without it.
 */
export async function learnExamples(
  examples: readonly Learner[],
  answers: readonly number[],
  classes: number,
  signal?: AbortSignal,
): Promise<Lesson> {
  const targets = new Float64Array(examples.length * classes);
  examples.forEach(({ before }, row) =>
    before.forEach((probability, label) => {
      targets[row * classes + label] = (label === answers[row] ? 1 : 0) - probability;
    }),
  );
  const kernel = await kernelOf(examples, signal);
  const { ridgePenalty: penalty } = LABEL_TUNING;
  const fit = await fitKernelRidge(kernel, targets, { outputs: classes, penalty, signal });
  const leftOut = targets.map((target, at) => target - (fit.leftOutResiduals[at] ?? 0));
  const cases = examples.map(({ before }, row) => ({
    before: before.map(logOf),
    correction: [...leftOut.subarray(row * classes, (row + 1) * classes)],
    answer: answers[row] ?? 0,
  }));
  const weights = weighEvidence(cases, { before: LABEL_TUNING.trust, correction: LABEL_TUNING.correction });
  const { directions, termWeights } = await weightsOf(examples, fit, classes, signal);
  return {
    termWeights,
    scoresOf: ({ vector, terms, before }) =>
      directions.map((direction, label) => {
        const correction = dot(direction, vector) + termDot(terms, termWeights[label] ?? NO_TERMS);
        return weights.before * logOf(before[label] ?? 0) + weights.correction * correction;
      }),
  };
}

const NO_TERMS: TermVector = new Map();
/** No label is ruled out by its words alone. */
const LEAST_PROBABILITY = 0.02;

function logOf(probability: number): number {
  return Math.log(Math.max(probability, LEAST_PROBABILITY));
}

async function kernelOf(examples: readonly Learner[], signal?: AbortSignal): Promise<Float64Array> {
  const pace = createPace(signal);
  const count = examples.length;
  const kernel = new Float64Array(count * count);
  for (const [row, a] of examples.entries()) {
    for (const [column, b] of examples.entries()) {
      if (column > row) break;
      const alike = dot(a.vector, b.vector) + LABEL_TUNING.kernelWordWeight * termDot(a.terms, b.terms);
      kernel[row * count + column] = alike;
      kernel[column * count + row] = alike;
    }
    await pace();
  }
  return kernel;
}

/** The kernel is linear, so what is learnt is a direction for each label, and a weight for each term. */
async function weightsOf(
  examples: readonly Learner[],
  fit: RidgeFit,
  classes: number,
  signal?: AbortSignal,
): Promise<{
  readonly directions: readonly Float32Array[];
  readonly termWeights: readonly Map<string, number>[];
}> {
  const pace = createPace(signal);
  const dimensions = examples[0]?.vector.length ?? 0;
  const directions = Array.from({ length: classes }, () => new Float32Array(dimensions));
  const termWeights = directions.map(() => new Map<string, number>());
  for (const [row, { vector, terms }] of examples.entries()) {
    directions.forEach((direction, label) => {
      const coefficient = fit.coefficients[row * classes + label] ?? 0;
      addTo(direction, vector, coefficient);
      const weights = termWeights[label];
      for (const [term, weight] of terms)
        weights?.set(term, (weights.get(term) ?? 0) + coefficient * LABEL_TUNING.kernelWordWeight * weight);
    });
    await pace();
  }
  return { directions, termWeights };
}
