/**
 * Learns which specifics of a mail a person's summary keeps, from the desk mail and the labelled nights, and writes the weights. How well they carry
 * over to mail of another author is measured by leaving out one night at a time, and written to `benchmarks/results/summaries-training.json`.
 */
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
const RESULTS = fileURLToPath(new URL('../../benchmarks/results/summaries-training.json', import.meta.url));
const NIGHTS = ['school-night', 'chambers-night', 'plant-night', 'harvest-night'];
const nightFolder = (name: string) =>
  fileURLToPath(new URL(`../../training/nights/${name}`, import.meta.url));
/** L2 penalty of each weight; by leaving out a night at a time, anything from 10 to 100 does about as well. */
const PENALTY = 30;
/** The facts of the desk mail were read off its summaries by rules, so each counts for less than one that an author listed. */
const DESK_IMPORTANCE = 0.3;

interface Row {
  readonly features: SalienceFeatures;
  readonly kept: boolean;
  readonly importance: number;
}

interface Example {
  readonly labelled: LabelledSummary;
  readonly candidates: readonly Candidate[];
  readonly closeness: readonly Closeness[] | null;
  readonly rows: readonly Row[];
}

async function toExamples(mails: readonly LabelledSummary[], importance: number): Promise<Example[]> {
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

function fit(examples: readonly Example[]): SalienceWeights {
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

const embedder = await createNodeEmbedder();
const desk = await toExamples(await readDeskSummaries(), DESK_IMPORTANCE);
const nights = [{ name: 'harbour', examples: await toExamples(await readNight(), 1) }];
for (const name of NIGHTS)
  nights.push({ name, examples: await toExamples(await readNight(nightFolder(name)), 1) });

const leftOut = nights.map(({ name, examples }) => {
  const others = nights.filter((night) => night.name !== name).flatMap((night) => night.examples);
  return { name, factRecall: recallWith(fit([...desk, ...others]), examples) };
});
const figures = {
  measuredAt: new Date().toISOString().slice(0, 10),
  lengthRatio: LENGTH_RATIO,
  nightsLeftOut: leftOut,
  meanFactRecall: mean(leftOut.map(({ factRecall: recall }) => recall)),
};
const trained = fit([...desk, ...nights.flatMap(({ examples }) => examples)]);
await writeFile(OUTPUT, `${JSON.stringify(trained, null, 2)}\n`);
await writeFile(RESULTS, `${JSON.stringify(figures, null, 2)}\n`);
console.log(JSON.stringify(figures, null, 2));
