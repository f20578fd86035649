/**
 * Trains the triage head from the labelled nights and the desk mail, and measures it on authors it has not seen.
 * `npm run train` writes the head and the results; `npm run train -- --check` recomputes the results and compares them with the stored ones.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CATEGORIES } from '../../src/contracts/briefing';
import type { TriageHead } from '../../src/tasks/classify/triage-head';
import { bestTemperature, bestUrgencyThreshold } from './calibrate';
import { isDeskMail, readDeskMail } from './desk-mail';
import { fitHead } from './fit-head';
import { SETTINGS, type FitSettings } from './fit-settings';
import { toExamples } from './examples';
import type { Example } from './labelled-mail';
import { readLabelledNight, trainingNightFolders } from './labelled-night';
import { score, sortWith, type Score } from './outcome';
import { PROTOCOLS, runProtocols, type Fold, type ProtocolName } from './protocols';
import { rulePrecisions, type RulePrecision } from './rule-precision';
import { EMBEDDER_ID } from './starter-embedder';
import { writeExemplars } from './write-exemplars';

const HEAD_FILE = fileURLToPath(new URL('../../src/tasks/classify/triage-head.json', import.meta.url));
const RESULTS_FILE = fileURLToPath(new URL('../../benchmarks/results/triage-training.json', import.meta.url));
/** Rounding differs a little between machines; a mail that sits on the fence may fall on the other side. */
const TOLERANCE = 0.03;

interface Results {
  readonly embedder: string;
  readonly settings: FitSettings;
  readonly temperature: number;
  readonly urgencyThreshold: number;
  readonly fitMs: number;
  readonly protocols: Readonly<
    Record<
      ProtocolName,
      Score & { readonly description: string; readonly folds: Readonly<Record<string, Score['metrics']>> }
    >
  >;
  /** Over the nights. */
  readonly rules: readonly RulePrecision[];
  readonly baselines: Readonly<Record<string, Readonly<Record<ProtocolName, Score['metrics']>>>>;
}

async function main(): Promise<void> {
  const examples = await readExamples();
  const { head, results, nightFolds } = train(examples);
  report(results);
  if (process.argv.includes('--check')) {
    compare(JSON.parse(await readFile(RESULTS_FILE, 'utf8')) as Results, results);
    return;
  }
  await writeFile(HEAD_FILE, `${JSON.stringify(head)}\n`);
  await writeFile(RESULTS_FILE, `${JSON.stringify(results, null, 2)}\n`);
  await writeExemplars(nightFolds, head);
}

async function readExamples(): Promise<Example[]> {
  const nights = await Promise.all((await trainingNightFolders()).map(readLabelledNight));
  return toExamples([...(await readDeskMail()), ...nights.flat()]);
}

function train(examples: readonly Example[]): {
  head: TriageHead;
  results: Results;
  nightFolds: readonly Fold[];
} {
  const startedAt = performance.now();
  const fitted = fitHead(examples);
  const fitMs = Math.round(performance.now() - startedAt);

  const folds = runProtocols(examples, fitHead);
  const temperature = bestTemperature(folds.nightOut);
  const urgencyThreshold = bestUrgencyThreshold(folds.nightOut, temperature);
  const calibrated = (head: TriageHead): TriageHead => ({ ...head, temperature, urgencyThreshold });

  const outOfFold = (parts: readonly Fold[]): Score =>
    score(parts.flatMap(({ head, test }) => sortWith(calibrated(head), test)));
  const names = Object.keys(PROTOCOLS) as ProtocolName[];
  const measure = <T>(of: (name: ProtocolName) => T): Record<ProtocolName, T> =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<ProtocolName, T>;

  const alone = (...features: FitSettings['features']): Record<ProtocolName, Score['metrics']> => {
    const parts = runProtocols(examples, (training) => fitHead(training, { ...SETTINGS, features }));
    return measure((name) => outOfFold(parts[name]).metrics);
  };
  return {
    head: calibrated(fitted),
    nightFolds: folds.nightOut,
    results: {
      embedder: EMBEDDER_ID,
      settings: SETTINGS,
      temperature,
      urgencyThreshold,
      fitMs,
      protocols: measure((name) => ({
        description: PROTOCOLS[name],
        ...outOfFold(folds[name]),
        folds: Object.fromEntries(folds[name].map((fold) => [fold.origin, outOfFold([fold]).metrics])),
      })),
      rules: rulePrecisions(examples.filter((example) => !isDeskMail(example))),
      baselines: {
        majority: measure((name) => majority(folds[name])),
        rulesAndCuesAlone: alone('cues'),
        rulesAndEmbeddingAlone: alone('embedding'),
        rulesAndWordingsAlone: alone('wordings'),
        withoutWordings: alone('embedding', 'cues'),
      },
    },
  };
}

/** Every mail gets the commonest label of the test mails, which flatters this baseline a little, and none is urgent. */
function majority(folds: readonly Fold[]): Score['metrics'] {
  const tests = folds.flatMap(({ test }) => test);
  const counts = CATEGORIES.map(
    (category) => tests.filter((example) => example.category === category).length,
  );
  const share = Math.max(...counts) / tests.length;
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  return { accuracy: round(share), macroF1: round((2 * share) / (1 + share) / 4), urgentF1: 0 };
}

function report(results: Results): void {
  const line = (name: string, { accuracy, macroF1, urgentF1, ece }: Score['metrics']): string =>
    `${name.padEnd(38)} ${[accuracy, macroF1, urgentF1, ece].map((value) => (value ?? Number.NaN).toFixed(3).padStart(8)).join('')}`;
  console.log(`${''.padEnd(38)} accuracy macroF1 urgentF1    ece`);
  for (const name of Object.keys(results.protocols) as ProtocolName[]) {
    console.log(line(name, results.protocols[name].metrics));
    for (const [origin, metrics] of Object.entries(results.protocols[name].folds))
      console.log(line(`  ${origin}`, metrics));
    for (const [baseline, byProtocol] of Object.entries(results.baselines))
      console.log(line(`  ${baseline}`, byProtocol[name]));
  }
  for (const { rule, mails, right } of results.rules) console.log(`${right} of ${mails} right: ${rule}`);
  console.log(
    `temperature ${results.temperature}, urgent from ${results.urgencyThreshold}, fitted in ${results.fitMs} ms`,
  );
}

function compare(stored: Results, now: Results): void {
  const differences = (Object.keys(now.protocols) as ProtocolName[]).flatMap((name) =>
    Object.entries(now.protocols[name].metrics).flatMap(([metric, value]) => {
      const before = stored.protocols[name].metrics[metric] ?? Number.NaN;
      return Math.abs(before - value) <= TOLERANCE
        ? []
        : [`${name} ${metric}: stored ${before}, now ${value}`];
    }),
  );
  if (differences.length === 0) return console.log('The stored results hold.');
  console.error(
    `The stored results do not hold; run "npm run train" and look at what changed.\n${differences.join('\n')}`,
  );
  process.exitCode = 1;
}

await main();
