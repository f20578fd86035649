/**
 * Multinomial logistic regression with a Gaussian prior on the weights, fitted by L-BFGS (Liu & Nocedal 1989).
 * Small and fast enough to be refitted on a machine at a desk: 500 rows of 500 features in well under a second.
 */

export interface TrainingSet {
  /** Rows of equal length; put a constant 1 in the last column for the intercept. */
  readonly rows: readonly Float64Array[];
  /** Class of each row, 0 to `classes - 1`. */
  readonly labels: readonly number[];
  /** Weight of each row. */
  readonly importance: readonly number[];
  readonly classes: number;
  /** Scores that each row starts with, so that only what they miss is learnt: as many as classes, zero when left out. */
  readonly offsets?: readonly ArrayLike<number>[];
  /** Probabilities of the classes in place of a row's label, for rows that are to come out as they are given. */
  readonly targets?: readonly (ArrayLike<number> | null)[];
}

export interface TrainingOptions {
  /** Precision of the Gaussian prior for each feature (the L2 penalty); 0 leaves a feature free. */
  readonly penalty: Float64Array;
  /** Mean of the prior, `classes × features` row-major; zero when left out. */
  readonly prior?: Float64Array;
  readonly maxIterations?: number;
}

/** Weights, `classes × features` row-major. */
export function fitLogisticRegression(data: TrainingSet, options: TrainingOptions): Float64Array {
  const features = data.rows[0]?.length ?? 0;
  const start = options.prior ? Float64Array.from(options.prior) : new Float64Array(data.classes * features);
  return minimise(
    (weights, gradient) => loss(data, options, weights, gradient),
    start,
    options.maxIterations ?? 200,
  );
}

/** Class scores (log-odds up to a constant) of one row. */
export function scoresOf(weights: Float64Array, row: Float64Array, classes: number): Float64Array {
  const features = row.length;
  const scores = new Float64Array(classes);
  for (let label = 0; label < classes; label++) {
    let sum = 0;
    const offset = label * features;
    for (let feature = 0; feature < features; feature++)
      sum += (weights[offset + feature] ?? 0) * (row[feature] ?? 0);
    scores[label] = sum;
  }
  return scores;
}

/** Probabilities of scores; safe for scores of any size. */
export function softmax(scores: ArrayLike<number>): number[] {
  const values = Array.from(scores);
  const top = Math.max(...values);
  const powers = values.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function loss(
  data: TrainingSet,
  options: TrainingOptions,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { rows, labels, importance, classes } = data;
  const features = options.penalty.length;
  gradient.fill(0);
  let total = 0;
  rows.forEach((row, index) => {
    const weight = importance[index] ?? 1;
    const label = labels[index] ?? 0;
    const scores = scoresOf(weights, row, classes);
    const offset = data.offsets?.[index];
    if (offset)
      for (let other = 0; other < classes; other++)
        scores[other] = (scores[other] ?? 0) + (offset[other] ?? 0);
    const probabilities = softmax(scores);
    const target = data.targets?.[index];
    for (let other = 0; other < classes; other++) {
      const wanted = target ? (target[other] ?? 0) : other === label ? 1 : 0;
      if (wanted > 0) total -= weight * wanted * Math.log(Math.max(probabilities[other] ?? 0, 1e-300));
      const error = weight * ((probabilities[other] ?? 0) - wanted);
      const start = other * features;
      for (let feature = 0; feature < features; feature++)
        gradient[start + feature] = (gradient[start + feature] ?? 0) + error * (row[feature] ?? 0);
    }
  });
  for (let index = 0; index < weights.length; index++) {
    const penalty = options.penalty[index % features] ?? 0;
    const distance = (weights[index] ?? 0) - (options.prior?.[index] ?? 0);
    total += 0.5 * penalty * distance * distance;
    gradient[index] = (gradient[index] ?? 0) + penalty * distance;
  }
  return total;
}

type Objective = (point: Float64Array, gradient: Float64Array) => number;

const MEMORY = 8;
const GRADIENT_TOLERANCE = 0.01;
const SUFFICIENT_DECREASE = 1e-4;
const SMALLEST_STEP = 1e-10;

function minimise(objective: Objective, start: Float64Array, maxIterations: number): Float64Array {
  let point = start;
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const history: { step: Float64Array; change: Float64Array; curvature: number }[] = [];

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (Math.sqrt(dot(gradient, gradient)) < GRADIENT_TOLERANCE) break;
    const direction = descentDirection(gradient, history);
    const slope = dot(direction, gradient);
    let length = history.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let moved = false;
    while (length > SMALLEST_STEP) {
      const next = point.map((coordinate, index) => coordinate + length * (direction[index] ?? 0));
      const nextGradient = new Float64Array(point.length);
      const nextValue = objective(next, nextGradient);
      if (nextValue <= value + SUFFICIENT_DECREASE * length * slope) {
        const step = next.map((coordinate, index) => coordinate - (point[index] ?? 0));
        const change = nextGradient.map((coordinate, index) => coordinate - (gradient[index] ?? 0));
        const curvature = dot(step, change);
        if (curvature > 1e-12) history.push({ step, change, curvature });
        if (history.length > MEMORY) history.shift();
        [point, gradient, value] = [next, nextGradient, nextValue];
        moved = true;
        break;
      }
      length /= 2;
    }
    if (!moved) break;
  }
  return point;
}

/** The two-loop recursion: minus the inverse Hessian's estimate times the gradient. */
function descentDirection(
  gradient: Float64Array,
  history: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((value) => -value);
  const factors: number[] = [];
  for (const { step, change, curvature } of history.toReversed()) {
    const factor = dot(step, direction) / curvature;
    factors.push(factor);
    addScaled(direction, change, -factor);
  }
  const last = history.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let index = 0; index < direction.length; index++) direction[index] = (direction[index] ?? 0) * scale;
  }
  for (const { step, change, curvature } of history) {
    const factor = (factors.pop() ?? 0) - dot(change, direction) / curvature;
    addScaled(direction, step, factor);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function addScaled(target: Float64Array, other: Float64Array, scale: number): void {
  for (let index = 0; index < target.length; index++)
    target[index] = (target[index] ?? 0) + scale * (other[index] ?? 0);
}
