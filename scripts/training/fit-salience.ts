import { fitLogisticRegression } from '../../src/tasks/classify/logistic-regression';
import { findCandidates, type Candidate } from '../../src/tasks/summarise/candidates';
import { measureCloseness } from '../../src/tasks/summarise/closeness';
import {
  factsOf,
  type Closeness,
  type SalienceFeatures,
  type SalienceWeights,
} from '../../src/tasks/summarise/salience';
import type { TextEmbedder } from '../../src/contracts/capabilities';
import type { LabelledSummary } from '../measure/labelled-summaries';

/** L2 penalty of each weight; by leaving out a night at a time, anything from 10 to 100 does about as well. */
const PENALTY = 30;
/** The facts of the desk mail were read off its summaries by rules, so each counts for less than one that an author listed. */
export const DESK_IMPORTANCE = 0.3;

interface Row {
  readonly features: SalienceFeatures;
  readonly kept: boolean;
  readonly importance: number;
}

/** A labelled mail with what the choice of its sentences depends on. */
export interface SalienceExample {
  readonly labelled: LabelledSummary;
  readonly candidates: readonly Candidate[];
  readonly closeness: readonly Closeness[] | null;
  readonly rows: readonly Row[];
}

/** `importance` is that of each specific in the fit. */
export async function toSalienceExamples(
  mails: readonly LabelledSummary[],
  importance: number,
  embedder: TextEmbedder,
): Promise<SalienceExample[]> {
  const examples: SalienceExample[] = [];
  for (const labelled of mails) {
    const { message, facts } = labelled;
    const candidates = findCandidates(message);
    const closeness =
      candidates.length > 0 ? await measureCloseness(message, candidates, embedder, {}) : null;
    const rows = factsOf(message, candidates, closeness)
      .flat()
      .map(({ fact, features }) => ({
        features,
        kept: facts.some((known) => standsIn(fact.text, known) || standsIn(known, fact.text)),
        importance,
      }));
    examples.push({ labelled, candidates, closeness, rows });
  }
  return examples;
}

/** Whether a text holds a part as whole words: "3" does not stand in "13 October". */
function standsIn(part: string, text: string): boolean {
  const outside = /[^\p{L}\p{N}]/u;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + part.length]];
    if (outside.test(before) && outside.test(after)) return true;
  }
  return false;
}

/** Weights that tell the specifics that people's summaries keep from the others. */
export function fitSalience(examples: readonly SalienceExample[]): SalienceWeights {
  const rows = examples.flatMap((example) => example.rows);
  const names = Object.keys(rows[0]?.features ?? {}) as (keyof SalienceFeatures)[];
  const width = names.length + 1;
  const fitted = fitLogisticRegression(
    {
      rows: rows.map(({ features }) => Float64Array.from([...names.map((name) => features[name]), 1])),
      labels: rows.map(({ kept }) => (kept ? 1 : 0)),
      importance: rows.map((row) => row.importance),
      classes: 2,
    },
    { penalty: Float64Array.from({ length: width }, (_, index) => (index < names.length ? PENALTY : 0.01)) },
  );
  const logOdds = (index: number) =>
    Math.round(((fitted[width + index] ?? 0) - (fitted[index] ?? 0)) * 1000) / 1000;
  return {
    bias: logOdds(names.length),
    weights: Object.fromEntries(
      names.map((name, index) => [name, logOdds(index)]),
    ) as unknown as SalienceFeatures,
  };
}

