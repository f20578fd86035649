/**
 * Measures label sets of the user's own on the sample's tickets and on real mail (spam or ham, mailing list by topic), from no example to 25
 * a label, against simple baselines with the same examples: `npm run measure:labels`. Writes `benchmarks/results/labels.json` and prints a
 * Markdown table. Examples are drawn by seed; figures are over all seeds' remaining texts, which are classified together as in the app, with
 * bootstrap intervals over texts.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TextEmbedder } from '../../src/contracts/capabilities';
import { bootstrapInterval, seededRandom } from '../../src/evaluation/bootstrap';
import { accuracy, expectedCalibrationError, macroF1 } from '../../src/evaluation/classification-metrics';
import { VectorCache } from '../../src/app/vector-cache';
import { createLabelClassifier } from '../../src/tasks/label/create-label-classifier';
import { BASELINES } from './labels/baselines';
import { readListTopics, readSpamOrHam, type LabelledText, type LabelledTexts } from './labels/real-mail';
import { describedOnly, readTickets } from './labels/tickets';
import { createNodeEmbedder } from './node-embedder';

const RESULTS = fileURLToPath(new URL('../../benchmarks/results/labels.json', import.meta.url));
const SEEDS = [1, 2, 3, 4, 5];
const ROUNDS = 500;

interface Judged {
  readonly expected: string;
  readonly said: string;
  readonly confidence: number;
}

interface Score {
  readonly macroF1: number;
  readonly interval: readonly [number, number];
  readonly accuracy: number;
}

interface Row {
  readonly data: string;
  readonly examplesPerLabel: number;
  /** Texts judged, over all seeds. */
  readonly n: number;
  readonly ours: Score & { readonly ece: number };
  readonly baselines: Readonly<Record<string, Score>>;
}

/** `count` texts of each label as examples, the rest to be judged. */
function split(
  { items, labels }: LabelledTexts,
  count: number,
  seed: number,
): [LabelledText[], LabelledText[]] {
  const random = seededRandom(seed);
  const order = items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
  const examples = labels.flatMap(({ name }) => order.filter(({ label }) => label === name).slice(0, count));
  const chosen = new Set(examples);
  return [examples, order.filter((item) => !chosen.has(item))];
}

function scoreOf(names: readonly string[], judged: readonly Judged[]): Score {
  const measure = (sample: readonly Judged[]): number =>
    macroF1(
      names,
      sample.map(({ expected }) => expected),
      sample.map(({ said }) => said),
    );
  return {
    macroF1: measure(judged),
    interval: bootstrapInterval(judged, measure, ROUNDS),
    accuracy: accuracy(
      judged.map(({ expected }) => expected),
      judged.map(({ said }) => said),
    ),
  };
}

interface Plan {
  readonly data: LabelledTexts;
  readonly counts: readonly number[];
  /** Each text is classified by itself, as if it came alone. */
  readonly alone?: boolean;
}

async function measure(
  { data, alone = false }: Plan,
  examplesPerLabel: number,
  embedder: TextEmbedder,
): Promise<Row> {
  const names = data.labels.map(({ name }) => name);
  const ours: Judged[] = [];
  const others = new Map<string, Judged[]>(Object.keys(BASELINES).map((name) => [name, []]));
  // Without examples every seed judges the same texts.
  for (const seed of examplesPerLabel === 0 ? SEEDS.slice(0, 1) : SEEDS) {
    const [examples, rest] = split(data, examplesPerLabel, seed);
    const texts = rest.map(({ text }) => text);
    const classifier = await createLabelClassifier(data.labels, examples, embedder);
    const verdicts = alone
      ? (await Promise.all(texts.map((text) => classifier.classify([text])))).flat()
      : await classifier.classify(texts);
    verdicts.forEach(({ likeliest, confidence }, index) =>
      ours.push({ expected: rest[index]?.label ?? '', said: likeliest, confidence }),
    );
    for (const [name, baseline] of Object.entries(BASELINES))
      (await baseline(data.labels, examples, texts, embedder)).forEach((said, index) =>
        others.get(name)?.push({ expected: rest[index]?.label ?? '', said, confidence: 1 }),
      );
  }
  const ece = expectedCalibrationError(
    ours.map(({ confidence }) => confidence),
    ours.map(({ expected, said }) => expected === said),
  );
  return {
    ...{ data: data.name, examplesPerLabel, n: ours.length },
    ours: { ...scoreOf(names, ours), ece },
    baselines: Object.fromEntries([...others].map(([name, judged]) => [name, scoreOf(names, judged)])),
  };
}

function tableOf(rows: readonly Row[]): string {
  const number = (value: number): string => value.toFixed(2);
  const cell = ({ macroF1: f1, interval: [low, high] }: Score): string =>
    `${number(f1)} (${number(low)}–${number(high)})`;
  const names = Object.keys(BASELINES);
  return [
    `| data | examples a label | n | Deskside | ECE | ${names.join(' | ')} |`,
    `| --- | --: | --: | --: | --: | ${names.map(() => '--:').join(' | ')} |`,
    ...rows.map(
      ({ data, examplesPerLabel, n, ours, baselines }) =>
        `| ${data} | ${examplesPerLabel} | ${n} | ${cell(ours)} | ${number(ours.ece)} | ${names
          .map((name) => number(baselines[name]?.macroF1 ?? 0))
          .join(' | ')} |`,
    ),
  ].join('\n');
}

const nodeEmbedder = await createNodeEmbedder();
const embedder = new VectorCache(nodeEmbedder.modelId, async () => nodeEmbedder);
const tickets = await readTickets();
const plans: readonly Plan[] = [
  { data: tickets, counts: [0, 5, 8, 10] },
  { data: { ...tickets, name: 'support tickets, each alone' }, counts: [0, 8], alone: true },
  { data: describedOnly(tickets), counts: [0, 8] },
  { data: await readListTopics(), counts: [0, 5, 10, 25] },
  { data: await readSpamOrHam(), counts: [0, 5, 10, 25] },
];
const rows: Row[] = [];
for (const plan of plans) for (const count of plan.counts) rows.push(await measure(plan, count, embedder));
await writeFile(RESULTS, `${JSON.stringify({ embedder: embedder.modelId, seeds: SEEDS, rows }, null, 2)}\n`);
console.log(tableOf(rows));
