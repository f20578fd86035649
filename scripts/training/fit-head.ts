import { CATEGORIES } from '../../src/contracts/briefing';
import type { CueName } from '../../src/tasks/classify/cues';
import { fitLogisticRegression } from '../../src/tasks/classify/logistic-regression';
import type { TriageHead } from '../../src/tasks/classify/triage-head';
import { headerPrior } from './header-priors';
import type { Example } from './labelled-mail';
import { EMBEDDER_ID } from './starter-embedder';

export interface FitSettings {
  readonly features: 'both' | 'cues' | 'embedding';
  /** L2 penalty of a cue's weight. */
  readonly cuePenalty: number;
  /** L2 penalty of an embedding weight, whose inputs are some twenty times smaller than a cue's. */
  readonly embeddingPenalty: number;
  readonly urgencyPenalty: number;
  /** The night has the mix of mail that the app meets, and real headers; a mail of it counts for this many of the desk mail. */
  readonly nightImportance: number;
}

export const SETTINGS: FitSettings = {
  features: 'both',
  cuePenalty: 2,
  embeddingPenalty: 0.25,
  urgencyPenalty: 3,
  nightImportance: 1,
};

/**
 * What makes a mail urgent: when it is due, what it says of itself, and what stands still meanwhile. Length and kind of request stand here
 * too, because long mails name more times by chance and questions wait more easily than tasks.
 */
const URGENCY_CUES: readonly CueName[] = [
  'dueNow',
  'dueToday',
  'dueTonight',
  'dueTomorrow',
  'dueThisWeek',
  'dueLater',
  'urgentWords',
  'urgentSubject',
  'insistence',
  'urgencyDenied',
  'blocked',
  'incident',
  'markedImportant',
  'personAsksAnswer',
  'long',
];

const BIAS_PENALTY = 0.01;

/** Fits the weights; temperature and threshold are left neutral, to be set from out-of-fold results. */
export function fitHead(examples: readonly Example[], settings: FitSettings = SETTINGS): TriageHead {
  const { features } = settings;
  const cueNames = Object.keys(examples[0]?.cues.values ?? {}) as CueName[];
  const cues = features === 'embedding' ? [] : cueNames;
  const dimensions = features === 'cues' ? 0 : (examples[0]?.embedding.length ?? 0);
  const importance = (example: Example): number =>
    example.origin === 'night' ? settings.nightImportance : 1;

  const width = dimensions + cues.length + 1;
  const categoryWeights = fitLogisticRegression(
    {
      rows: examples.map((example) => rowOf(example, cues, dimensions)),
      labels: examples.map(({ category }) => CATEGORIES.indexOf(category)),
      importance: examples.map(importance),
      classes: CATEGORIES.length,
    },
    {
      penalty: penalties(dimensions, cues.length, settings.embeddingPenalty, settings.cuePenalty),
      prior: Float64Array.from(
        CATEGORIES.flatMap((category) => [
          ...new Array<number>(dimensions).fill(0),
          ...cues.map((cue) => headerPrior(cue, category)),
          0,
        ]),
      ),
    },
  );

  // Urgency is learnt from mail that needs handling, from a few cues alone: some seventy urgent mails teach no more.
  const handled = examples.filter(({ category }) => category === 'reply' || category === 'act');
  const urgencyWeights = fitLogisticRegression(
    {
      rows: handled.map((example) => rowOf(example, URGENCY_CUES, 0)),
      labels: handled.map(({ urgent }) => (urgent ? 1 : 0)),
      importance: handled.map(importance),
      classes: 2,
    },
    { penalty: penalties(0, URGENCY_CUES.length, 0, settings.urgencyPenalty) },
  );
  const urgencyWidth = URGENCY_CUES.length + 1;
  const urgencyLogOdds = urgencyWeights
    .slice(urgencyWidth)
    .map((weight, index) => weight - (urgencyWeights[index] ?? 0));
  const urgencyWeightOf = (cue: CueName): number => {
    const index = URGENCY_CUES.indexOf(cue);
    return index < 0 ? 0 : rounded(urgencyLogOdds[index] ?? 0);
  };

  return {
    embedderId: EMBEDDER_ID,
    dimensions,
    cues: cueNames,
    category: CATEGORIES.map((_, label) => {
      const row = categoryWeights.slice(label * width, (label + 1) * width);
      return {
        embedding: Array.from(row.slice(0, dimensions), rounded),
        cues: cueNames.map((_name, index) => rounded(cues.length > 0 ? (row[dimensions + index] ?? 0) : 0)),
        bias: rounded(row[width - 1] ?? 0),
      };
    }),
    urgency: {
      cues: cueNames.map(urgencyWeightOf),
      bias: rounded(urgencyLogOdds.at(-1) ?? 0),
    },
    temperature: 1,
    urgencyThreshold: 0.5,
  };
}

function rowOf({ cues, embedding }: Example, names: readonly CueName[], dimensions: number): Float64Array {
  const row = new Float64Array(dimensions + names.length + 1);
  if (dimensions > 0) row.set(embedding);
  names.forEach((name, index) => (row[dimensions + index] = cues.values[name]));
  row[row.length - 1] = 1;
  return row;
}

function penalties(dimensions: number, cues: number, ofEmbedding: number, ofCues: number): Float64Array {
  return Float64Array.from({ length: dimensions + cues + 1 }, (_, index) =>
    index < dimensions ? ofEmbedding : index < dimensions + cues ? ofCues : BIAS_PENALTY,
  );
}

/** Three decimals change no result and keep the file small. */
function rounded(weight: number): number {
  return Math.round(weight * 1000) / 1000;
}
