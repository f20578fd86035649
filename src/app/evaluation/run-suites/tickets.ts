import type { LabelDefinition, LabelVerdict } from '../../../contracts/labels';
import { keywordLabel } from '../../../evaluation/baselines/keyword-labels';
import { majorityLabel } from '../../../evaluation/baselines/majority';
import { centroidsOf, nearestCentroid } from '../../../evaluation/baselines/nearest-centroid';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import { classificationDetail } from '../../../evaluation/classification-detail';
import { splitByLabel } from '../../../evaluation/split-by-label';
import { ticketMetrics, type Said, type TicketOutcome } from '../../../evaluation/ticket-score';
import { yieldToPage } from '../../../platform/yield-to-page';
import { createLabelClassifier } from '../../../tasks/label/create-label-classifier';
import { unseenOf } from '../held-out';
import { readTickets, type Ticket } from '../read-tickets';
import type { RunSuite, SuiteRun } from '../suite-run';

const EXAMPLES = 8;
const SEEDS = [1, 2, 3, 4, 5];
/** Examples of each label at which the learning curve is looked at, besides none and `EXAMPLES`. */
const STEPS = [1, 2, 4];

type Classify = (examples: readonly Ticket[], texts: readonly string[]) => Promise<readonly Said[]>;

/** Labels tickets with no example, and with eight of each label over several random splits. */
export const runTickets: RunSuite = async (run) => {
  const { tickets, labels } = await readTickets(run.files);
  const model = await run.embedder();
  const names = labels.map(({ name }) => name);
  const verdicts: Classify = async (examples, texts) => {
    const classifier = await createLabelClassifier(labels, examples, model, { signal: run.signal });
    return (await classifier.classify(texts, { signal: run.signal })).map(toSaid);
  };
  const { outcomes, zeroShot } = await labelAll(tickets, verdicts, EXAMPLES, run);
  const metricsOf = (sample: readonly TicketOutcome[]) => ticketMetrics(sample, names);
  const pooled = outcomes.flatMap(({ expected, few }) =>
    few.map(({ said, confidence }) => ({ expected, said, confidence })),
  );
  const { heldOut, sentence } = await unseenOf(
    tickets.map(({ text }) => text),
    'tickets',
    'the classifier',
  );
  return {
    n: tickets.length,
    models: [model.modelId],
    heldOut,
    method: `${EXAMPLES} examples of each label (half of a rarer label) are drawn at random and the rest is labelled, over ${SEEDS.length} seeded splits; “accuracy” and “macroF1” are the mean of these, “ece” is over the answers of all. “zeroShotMacroF1” is that of all tickets by the labels’ names and descriptions alone. The baselines have the same splits: the commonest label; the label most of whose words stand in the ticket (it needs no examples); the label with the nearest mean vector, and without examples the one whose name and description are nearest. ${sentence}`,
    metrics: roundedAll(metricsOf(outcomes)),
    intervals: await bootstrapIntervals(
      outcomes,
      metricsOf,
      ['accuracy', 'macroF1', 'zeroShotMacroF1', 'ece'],
      yieldToPage,
    ),
    baselines: await baselinesOf(tickets, labels, run),
    classification: classificationDetail(pooled, names),
    learningCurve: await learningCurve(tickets, names, verdicts, zeroShot, metricsOf(outcomes), run),
    items: tickets.map(({ id, text, label }, index) => {
      const few = outcomes[index]?.few ?? [];
      const right = few.filter(({ said }) => said === label).length;
      return {
        id,
        title: text,
        expected: label,
        said: few[0]?.said ?? zeroShot[index]?.said ?? '',
        right: few.length === 0 ? null : right === few.length ? true : right === 0 ? false : null,
        scores: {
          confidence: few[0]?.confidence ?? 0,
          ...(few.length > 0 ? { rightInSplits: right / few.length } : {}),
        },
        notes: [`Without examples: ${zeroShot[index]?.said ?? ''}`, ...(few[0]?.reasons ?? [])],
      };
    }),
  };
};

async function labelAll(
  tickets: readonly Ticket[],
  classify: Classify,
  examples: number,
  { progress, signal }: Pick<SuiteRun, 'progress' | 'signal'>,
): Promise<{ readonly outcomes: readonly TicketOutcome[]; readonly zeroShot: readonly Said[] }> {
  const texts = tickets.map(({ text }) => text);
  progress('Labelling tickets without examples', 0, SEEDS.length + 1);
  const zeroShot = await classify([], texts);
  const few = tickets.map((): (Said & { readonly seed: number })[] => []);
  for (const [at, seed] of SEEDS.entries()) {
    signal.throwIfAborted();
    progress(`Labelling tickets with ${examples} examples of each label`, at + 1, SEEDS.length + 1);
    const { training, test } = splitByLabel(tickets, examples, seed);
    const said = await classify(
      training.flatMap((index) => tickets[index] ?? []),
      test.map((index) => texts[index] ?? ''),
    );
    test.forEach((index, place) => {
      const verdict = said[place];
      if (verdict) few[index]?.push({ ...verdict, seed });
    });
    await yieldToPage();
  }
  return {
    zeroShot,
    outcomes: tickets.map(({ label }, index) => ({
      expected: label,
      zeroShot: zeroShot[index]?.said ?? '',
      few: few[index] ?? [],
    })),
  };
}

async function baselinesOf(tickets: readonly Ticket[], labels: readonly LabelDefinition[], run: SuiteRun) {
  const names = labels.map(({ name }) => name);
  const model = await run.embedder();
  const quiet = { ...run, progress: () => undefined };
  const score = async (classify: Classify) => {
    const { accuracy, macroF1, zeroShotMacroF1 } = ticketMetrics(
      (await labelAll(tickets, classify, EXAMPLES, quiet)).outcomes,
      names,
    );
    return roundedAll({ accuracy, macroF1, zeroShotMacroF1 });
  };
  const plain = (said: string): Said => ({ said, confidence: 0, reasons: [] });
  const commonest = majorityLabel(
    tickets.map(({ label }) => label),
    names,
  );
  return {
    majority: await score(async (_, texts) => texts.map(() => plain(commonest))),
    keywords: await score(async (_, texts) => texts.map((text) => plain(keywordLabel(text, labels)))),
    nearestCentroid: await score(async (examples, texts) => {
      const known =
        examples.length > 0
          ? examples
          : labels.map(({ name, description }) => ({ label: name, text: `${name}. ${description}`.trim() }));
      const vectors = await model.embed([...known.map(({ text }) => text), ...texts], { signal: run.signal });
      const centroids = centroidsOf(
        known.map(({ label }, index) => ({ label, vector: vectors[index] ?? new Float32Array() })),
      );
      return vectors.slice(known.length).map((vector) => plain(nearestCentroid(vector, centroids)));
    }),
  };
}

async function learningCurve(
  tickets: readonly Ticket[],
  names: readonly string[],
  classify: Classify,
  zeroShot: readonly Said[],
  full: ReturnType<typeof ticketMetrics>,
  run: SuiteRun,
) {
  const none = ticketMetrics(
    tickets.map(({ label }, index) => {
      const said = zeroShot[index] ?? { said: '', confidence: 0, reasons: [] };
      return { expected: label, zeroShot: said.said, few: [{ ...said, seed: 0 }] };
    }),
    names,
  );
  const points = [{ examples: 0, accuracy: none.accuracy, macroF1: none.macroF1 }];
  for (const examples of STEPS) {
    const { accuracy, macroF1 } = ticketMetrics(
      (await labelAll(tickets, classify, examples, run)).outcomes,
      names,
    );
    points.push({ examples, accuracy, macroF1 });
  }
  return [...points, { examples: EXAMPLES, accuracy: full.accuracy, macroF1: full.macroF1 }];
}

function toSaid({ likeliest, confidence, reasons }: LabelVerdict): Said {
  return { said: likeliest, confidence, reasons };
}
