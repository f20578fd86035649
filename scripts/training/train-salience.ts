/** Learns which specifics of a mail a person's summary keeps, writes the weights, and says how well they carry over to other mail. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fitLogisticRegression } from '../../src/tasks/classify/logistic-regression';
import { findCandidates, type Candidate } from '../../src/tasks/summarise/candidates';
import { measureCloseness } from '../../src/tasks/summarise/closeness';
import { chooseSentences, LENGTH_RATIO } from '../../src/tasks/summarise/extract-summary';
import {
  factsOf,
  type Closeness,
  type SalienceFeatures,
  type SalienceWeights,
} from '../../src/tasks/summarise/salience';
import { SENTENCE_WORTH } from '../../src/tasks/summarise/rate-units';
import { readDeskSummaries, readNight, type LabelledSummary } from '../measure/labelled-summaries';
import { createNodeEmbedder } from '../measure/node-embedder';
import { factRecall, mean } from '../measure/summary-metrics';

const OUTPUT = fileURLToPath(new URL('../../src/tasks/summarise/salience-weights.json', import.meta.url));
/** L2 penalty of each weight; found by cross-validation over the night, where anything from 5 to 30 does about as well. */
const PENALTY = 30;

interface Example {
  readonly labelled: LabelledSummary;
  readonly candidates: readonly Candidate[];
  readonly closeness: readonly Closeness[] | null;
  readonly rows: readonly { readonly features: SalienceFeatures; readonly kept: boolean }[];
}

async function toExamples(mails: readonly LabelledSummary[]): Promise<Example[]> {
  const embedder = await createNodeEmbedder();
  const examples: Example[] = [];
  for (const labelled of mails) {
    const { message, facts } = labelled;
    const candidates = findCandidates(message);
    const closeness =
      candidates.length > 0 ? await measureCloseness(message, candidates, embedder, {}) : null;
    const rows = factsOf(message, candidates, closeness)
      .flat()
      .map(({ fact, features }) => ({
        features,
        kept: facts.some((known) => known.includes(fact.text) || fact.text.includes(known)),
      }));
    examples.push({ labelled, candidates, closeness, rows });
  }
  return examples;
}

function fit(examples: readonly Example[]): SalienceWeights {
  const rows = examples.flatMap((example) => example.rows);
  const names = Object.keys(rows[0]?.features ?? {}) as (keyof SalienceFeatures)[];
  const width = names.length + 1;
  const fitted = fitLogisticRegression(
    {
      rows: rows.map(({ features }) => Float64Array.from([...names.map((name) => features[name]), 1])),
      labels: rows.map(({ kept }) => (kept ? 1 : 0)),
      importance: rows.map(() => 1),
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

function recallWith(weights: SalienceWeights, examples: readonly Example[]): number {
  return mean(
    examples
      .filter(({ labelled }) => labelled.facts.length > 0)
      .map(({ labelled, candidates, closeness }) =>
        factRecall(
          chooseSentences(labelled.message, candidates, closeness, { weights, worth: SENTENCE_WORTH }),
          labelled.facts,
        ),
      ),
  );
}

const desk = await toExamples(await readDeskSummaries());
const night = await toExamples(await readNight());
const figures = {
  lengthRatio: LENGTH_RATIO,
  trainedOnDeskMailTestedOnNight: recallWith(fit(desk), night),
  trainedOnNightTestedOnDeskMail: recallWith(fit(night), desk),
};
await writeFile(OUTPUT, `${JSON.stringify(fit([...desk, ...night]), null, 2)}\n`);
console.log(JSON.stringify(figures, null, 2));
