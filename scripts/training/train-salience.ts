/**
 * Learns which specifics of a mail a person's summary keeps, from the desk mail and the labelled nights, and writes the weights. How well they carry
 * over to mail of another author is measured by leaving out one night at a time, and written to `benchmarks/results/summaries-training.json`.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chooseSentences, LENGTH_RATIO } from '../../src/tasks/summarise/extract-summary';
import type { SalienceWeights } from '../../src/tasks/summarise/salience';
import { SENTENCE_WORTH } from '../../src/tasks/summarise/rate-units';
import { readDeskSummaries, readNight } from '../measure/labelled-summaries';
import { createNodeEmbedder } from '../measure/node-embedder';
import { factRecall } from '../../src/evaluation/fact-recall';
import { mean } from '../../src/evaluation/mean';
import { joined } from '../measure/summary-metrics';
import { DESK_IMPORTANCE, fitSalience, toSalienceExamples, type SalienceExample } from './fit-salience';

const OUTPUT = fileURLToPath(new URL('../../src/tasks/summarise/salience-weights.json', import.meta.url));
const RESULTS = fileURLToPath(new URL('../../benchmarks/results/summaries-training.json', import.meta.url));
const NIGHTS = ['school-night', 'chambers-night', 'plant-night', 'harvest-night'];
const nightFolder = (name: string) =>
  fileURLToPath(new URL(`../../training/nights/${name}`, import.meta.url));

async function recallWith(
  weights: SalienceWeights,
  examples: readonly SalienceExample[],
): Promise<number> {
  const recalls: number[] = [];
  for (const { labelled, candidates, closeness } of examples) {
    if (labelled.facts.length === 0) continue;
    const tuning = { weights, worth: SENTENCE_WORTH };
    const chosen = await chooseSentences(labelled.message, candidates, closeness, tuning);
    recalls.push(factRecall(joined(chosen), labelled.facts));
  }
  return mean(recalls);
}

const embedder = await createNodeEmbedder();
const desk = await toSalienceExamples(await readDeskSummaries(), DESK_IMPORTANCE, embedder);
const nights = [{ name: 'harbour', examples: await toSalienceExamples(await readNight(), 1, embedder) }];
for (const name of NIGHTS)
  nights.push({ name, examples: await toSalienceExamples(await readNight(nightFolder(name)), 1, embedder) });

const leftOut: { readonly name: string; readonly factRecall: number }[] = [];
for (const { name, examples } of nights) {
  const others = nights.filter((night) => night.name !== name).flatMap((night) => night.examples);
  leftOut.push({ name, factRecall: await recallWith(fitSalience([...desk, ...others]), examples) });
}
const figures = {
  measuredAt: new Date().toISOString().slice(0, 10),
  lengthRatio: LENGTH_RATIO,
  nightsLeftOut: leftOut,
  meanFactRecall: mean(leftOut.map(({ factRecall: recall }) => recall)),
};
const trained = fitSalience([...desk, ...nights.flatMap(({ examples }) => examples)]);
await writeFile(OUTPUT, `${JSON.stringify(trained, null, 2)}\n`);
await writeFile(RESULTS, `${JSON.stringify(figures, null, 2)}\n`);
console.log(JSON.stringify(figures, null, 2));
