/**
 * Measures the shipped triage head on a folder laid out like the sample night (`inbox.mbox`, `sent.mbox`, `labels.json`):
 * `npm run measure:triage -- FOLDER`. Writes `benchmarks/results/triage-<name of the folder>.json`.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATEGORIES } from '../../src/contracts/briefing';
import { TRIAGE_HEAD } from '../../src/tasks/classify/triage-head';
import { toExamples } from '../training/examples';
import { readLabelledNight } from '../training/labelled-night';
import { score, sortWith } from '../training/outcome';

const RESULTS = fileURLToPath(new URL('../../benchmarks/results', import.meta.url));

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Name a folder with inbox.mbox, sent.mbox and labels.json: npm run measure:triage -- FOLDER');
  process.exit(1);
}
const outcomes = sortWith(TRIAGE_HEAD, await toExamples(await readLabelledNight(path.resolve(folder))));
const result = {
  ...score(outcomes),
  /** Rows: the label; columns: what the head said. */
  confusion: Object.fromEntries(
    CATEGORIES.map((label) => {
      const labelled = outcomes.filter(({ example }) => example.category === label);
      return [
        label,
        Object.fromEntries(
          CATEGORIES.map((said) => [said, labelled.filter(({ triage }) => triage.category === said).length]),
        ),
      ];
    }),
  ),
  sources: Object.fromEntries(
    ['rule', 'classifier'].map((source) => [
      source,
      outcomes.filter(({ triage }) => triage.source === source).length,
    ]),
  ),
};
await writeFile(
  path.join(RESULTS, `triage-${path.basename(path.resolve(folder))}.json`),
  `${JSON.stringify(result, null, 2)}\n`,
);
console.log(JSON.stringify(result, null, 2));
