import { CATEGORIES, type Triage } from '../../src/contracts/briefing';
import { bootstrapInterval } from '../../src/evaluation/bootstrap';
import {
  accuracy,
  expectedCalibrationError,
  f1Of,
  macroF1,
} from '../../src/evaluation/classification-metrics';
import { createTriage } from '../../src/tasks/classify/create-triage';
import type { TriageHead } from '../../src/tasks/classify/triage-head';
import type { Example } from './labelled-mail';

/** What a head made of a mail that it was not trained on. */
export interface Outcome {
  readonly example: Example;
  readonly triage: Triage;
}

export type Metrics = Readonly<Record<string, number>>;

export interface Score {
  readonly n: number;
  readonly metrics: Metrics;
  /** 95 % bootstrap intervals over mails. */
  readonly intervals: Readonly<Record<string, readonly [number, number]>>;
}

/** Runs the whole cascade, as the app does, with another head. */
export function sortWith(head: TriageHead, examples: readonly Example[]): Outcome[] {
  const triage = createTriage(head);
  return examples.map((example) => ({
    example,
    triage: triage(example.message, example.embedding, {
      owner: example.owner,
      corrections: [],
      ...example.surroundings,
    }),
  }));
}

export function score(outcomes: readonly Outcome[]): Score {
  const metrics = metricsOf(outcomes);
  const intervals = Object.fromEntries(
    (['accuracy', 'macroF1', 'urgentF1', 'ece'] as const).map((name) => [
      name,
      bootstrapInterval(outcomes, (sample) => metricsOf(sample)[name] ?? 0).map(rounded) as [number, number],
    ]),
  );
  return {
    n: outcomes.length,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, rounded(value)])),
    intervals,
  };
}

export function metricsOf(outcomes: readonly Outcome[]): Metrics {
  const expected = outcomes.map(({ example }) => example.category);
  const predicted = outcomes.map(({ triage }) => triage.category);
  return {
    accuracy: accuracy(expected, predicted),
    macroF1: macroF1(CATEGORIES, expected, predicted),
    urgentF1: f1Of(
      true,
      outcomes.map(({ example }) => example.urgent),
      outcomes.map(({ triage }) => triage.urgent),
    ),
    ece: expectedCalibrationError(
      outcomes.map(({ triage }) => triage.confidence),
      outcomes.map(({ example, triage }) => triage.category === example.category),
    ),
    ...Object.fromEntries(
      CATEGORIES.map((category) => [`${category}F1`, f1Of(category, expected, predicted)]),
    ),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
