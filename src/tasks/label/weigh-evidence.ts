import { softmax } from '../classify/logistic-regression';

/** What speaks for each label of one text: two scores a label, and which label is right. */
export interface Evidence {
  readonly before: readonly number[];
  readonly correction: readonly number[];
  readonly answer: number;
}

/** A weight that is likely before anything is known: normal, with this mean and variance. */
export interface WeightPrior {
  readonly mean: number;
  readonly variance: number;
}

export interface EvidenceWeights {
  readonly before: number;
  readonly correction: number;
}

const MOST_STEPS = 30;
const SETTLED = 1e-6;

/**
 * The likeliest weights, neither below 0, with which the two scores add up to logarithms of probabilities: stacking (Wolpert 1992), and
 * temperature scaling (Guo et al. 2017) in one, by Newton steps on a convex loss. The scores must come from a fit without the text.
 */
export function weighEvidence(
  cases: readonly Evidence[],
  priors: { readonly before: WeightPrior; readonly correction: WeightPrior },
): EvidenceWeights {
  let before = priors.before.mean;
  let correction = priors.correction.mean;
  for (let step = 0; step < MOST_STEPS; step++) {
    let slopeB = (before - priors.before.mean) / priors.before.variance;
    let slopeC = (correction - priors.correction.mean) / priors.correction.variance;
    let curveB = 1 / priors.before.variance;
    let curveC = 1 / priors.correction.variance;
    let cross = 0;
    for (const { before: b, correction: c, answer } of cases) {
      const shares = softmax(b.map((value, label) => before * value + correction * (c[label] ?? 0)));
      const meanB = expectation(shares, b);
      const meanC = expectation(shares, c);
      slopeB += meanB - (b[answer] ?? 0);
      slopeC += meanC - (c[answer] ?? 0);
      curveB += covariance(shares, b, b);
      curveC += covariance(shares, c, c);
      cross += covariance(shares, b, c);
    }
    const determinant = curveB * curveC - cross * cross;
    const nextBefore = Math.max(0, before - (curveC * slopeB - cross * slopeC) / determinant);
    const nextCorrection = Math.max(0, correction - (curveB * slopeC - cross * slopeB) / determinant);
    const moved = Math.abs(nextBefore - before) + Math.abs(nextCorrection - correction);
    [before, correction] = [nextBefore, nextCorrection];
    if (moved < SETTLED) break;
  }
  return { before, correction };
}

function expectation(shares: readonly number[], values: readonly number[]): number {
  return shares.reduce((sum, share, label) => sum + share * (values[label] ?? 0), 0);
}

function covariance(shares: readonly number[], a: readonly number[], b: readonly number[]): number {
  const meanA = expectation(shares, a);
  const meanB = expectation(shares, b);
  return shares.reduce(
    (sum, share, label) => sum + share * ((a[label] ?? 0) - meanA) * ((b[label] ?? 0) - meanB),
    0,
  );
}
