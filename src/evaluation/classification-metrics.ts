/** Measures of a classifier from what was expected and what it said; arrays of the same length, in the same order. */

/** Share of right answers, 0 to 1; 0 for no items. */
export function accuracy<T>(expected: readonly T[], predicted: readonly T[]): number {
  requireSameLength(expected, predicted);
  if (expected.length === 0) return 0;
  return expected.filter((label, index) => label === predicted[index]).length / expected.length;
}

/** F1 of one class: harmonic mean of precision and recall, 0 when nothing of the class was found. */
export function f1Of<T>(label: T, expected: readonly T[], predicted: readonly T[]): number {
  requireSameLength(expected, predicted);
  let hits = 0;
  let misses = 0;
  expected.forEach((truth, index) => {
    const said = predicted[index] === label;
    if (truth === label && said) hits += 1;
    else if (truth === label || said) misses += 1;
  });
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + misses);
}

/** Unweighted mean of the F1 of `labels`, so that rare classes count as much as frequent ones. */
export function macroF1<T>(labels: readonly T[], expected: readonly T[], predicted: readonly T[]): number {
  if (labels.length === 0) throw new RangeError('Macro-F1 needs at least one label.');
  return labels.reduce((sum, label) => sum + f1Of(label, expected, predicted), 0) / labels.length;
}

/**
 * The same over those of `labels` that were expected or said: a label that no item of a sample has says nothing of the classifier. This is how
 * scikit-learn takes the mean. 0 for no items.
 */
export function macroF1OfPresent<T>(
  labels: readonly T[],
  expected: readonly T[],
  predicted: readonly T[],
): number {
  const present = labels.filter((label) => expected.includes(label) || predicted.includes(label));
  return present.length === 0 ? 0 : macroF1(present, expected, predicted);
}

/**
 * Expected calibration error (Naeini et al. 2015): mean distance between confidence and accuracy over bins of equal width, weighted by
 * their share. 0 is perfect. Confidences lie in 0 to 1.
 */
export function expectedCalibrationError(
  confidences: readonly number[],
  correct: readonly boolean[],
  binCount = 10,
): number {
  requireSameLength(confidences, correct);
  if (confidences.length === 0) return 0;
  const bins = Array.from({ length: binCount }, () => ({ confidence: 0, hits: 0 }));
  confidences.forEach((confidence, index) => {
    const bin = bins[Math.min(binCount - 1, Math.max(0, Math.floor(confidence * binCount)))];
    if (!bin) return;
    bin.confidence += confidence;
    bin.hits += correct[index] ? 1 : 0;
  });
  return (
    bins.reduce((sum, { confidence, hits }) => sum + Math.abs(confidence - hits), 0) / confidences.length
  );
}

function requireSameLength(a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length !== b.length)
    throw new RangeError(
      `Expected and predicted must have the same length, but have ${a.length} and ${b.length}.`,
    );
}
