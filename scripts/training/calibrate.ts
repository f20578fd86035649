import { CATEGORIES } from '../../src/contracts/briefing';
import { f1Of } from '../../src/evaluation/classification-metrics';
import { softmax } from '../../src/tasks/classify/logistic-regression';
import { scoreWith } from '../../src/tasks/classify/triage-head';
import { sortWith, type Outcome } from './outcome';
import type { Fold } from './protocols';

const TEMPERATURES = Array.from({ length: 36 }, (_, index) => (50 + index * 5) / 100);
const THRESHOLDS = Array.from({ length: 31 }, (_, index) => (20 + index) / 100);
/** F1 moves in steps of a mail; thresholds within this of the best are as good, and the middle of them is the safest. */
const AS_GOOD = 0.005;

/** Temperature that makes out-of-fold probabilities likeliest (Guo et al. 2017). */
export function bestTemperature(folds: readonly Fold[]): number {
  const losses = TEMPERATURES.map((temperature) => logLoss(folds, temperature));
  return TEMPERATURES[losses.indexOf(Math.min(...losses))] ?? 1;
}

function logLoss(folds: readonly Fold[], temperature: number): number {
  const losses = folds.flatMap(({ head, test }) =>
    test.map((example) => {
      const { category } = scoreWith({ ...head, temperature }, example);
      return -Math.log(Math.max(1e-9, softmax(category)[CATEGORIES.indexOf(example.category)] ?? 0));
    }),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Threshold of urgency with the best out-of-fold F1. */
export function bestUrgencyThreshold(folds: readonly Fold[], temperature: number): number {
  const outcomes = folds.flatMap(({ head, test }) =>
    sortWith({ ...head, temperature, urgencyThreshold: 0 }, test),
  );
  const scores = THRESHOLDS.map((threshold) => urgentF1At(outcomes, threshold));
  const best = Math.max(...scores);
  const good = THRESHOLDS.filter((_, index) => (scores[index] ?? 0) >= best - AS_GOOD);
  return good[Math.floor(good.length / 2)] ?? 0.5;
}

function urgentF1At(outcomes: readonly Outcome[], threshold: number): number {
  return f1Of(
    true,
    outcomes.map(({ example }) => example.urgent),
    // With a threshold of 0 the cascade calls each mail urgent that needs handling.
    outcomes.map(({ triage }) => triage.urgent && triage.urgency >= threshold),
  );
}
