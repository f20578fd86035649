import { CATEGORIES } from '../../src/contracts/briefing';
import type { CueName } from '../../src/tasks/classify/cues';
import { fitLogisticRegression } from '../../src/tasks/classify/logistic-regression';
import { wordingValues, type TriageHead } from '../../src/tasks/classify/triage-head';
import { chooseWordings } from './choose-wordings';
import { isDeskMail } from './desk-mail';
import { BIAS_PENALTY, SETTINGS, type FeatureGroup, type FitSettings } from './fit-settings';
import { fitUrgency } from './fit-urgency';
import { headerPrior } from './header-priors';
import type { Example } from './labelled-mail';
import { EMBEDDER_ID } from './starter-embedder';

/**
 * Fits two regressions, one over embedding and cues and one over wordings, and adds their log-odds by share: two views that err in
 * different mails carry over to another author's better than one fit of all. Temperature and threshold are left neutral.
 */
export function fitHead(examples: readonly Example[], settings: FitSettings = SETTINGS): TriageHead {
  const uses = (group: FeatureGroup): boolean => settings.features.includes(group);
  const cueNames = Object.keys(examples[0]?.cues.values ?? {}) as CueName[];
  const dimensions = examples[0]?.embedding.length ?? 0;
  const wordings = uses('wordings') ? chooseWordings(examples) : [];

  const readsMeaning = uses('embedding') || uses('cues');
  const wordingShare = !uses('wordings') ? 0 : readsMeaning ? settings.wordingShare : 1;
  const embedded = uses('embedding') ? dimensions : 0;
  const cued = uses('cues') ? cueNames : [];
  const meaning = fitCategories(
    examples,
    ({ embedding, cues }) => [...embedding.subarray(0, embedded), ...cued.map((name) => cues.values[name])],
    [...filled(embedded, settings.embeddingPenalty), ...filled(cued.length, settings.cuePenalty)],
    settings,
    CATEGORIES.map((category) => [...filled(embedded, 0), ...cued.map((cue) => headerPrior(cue, category))]),
  );
  const wording = fitCategories(
    examples,
    (example) => wordingValues(wordings, example.wordings),
    filled(wordings.length, settings.wordingPenalty),
    settings,
  );

  const urgency = fitUrgency(examples, cueNames, settings);
  return {
    embedderId: EMBEDDER_ID,
    dimensions,
    cues: cueNames,
    wordings,
    category: CATEGORIES.map((_, label) => {
      const ofMeaning = (meaning[label] ?? []).map((weight) => (1 - wordingShare) * weight);
      const ofWordings = (wording[label] ?? []).map((weight) => wordingShare * weight);
      return {
        embedding: padded(ofMeaning.slice(0, embedded), dimensions).map(rounded),
        cues: padded(ofMeaning.slice(embedded, -1), cueNames.length).map(rounded),
        wordings: ofWordings.slice(0, -1).map(rounded),
        bias: rounded((ofMeaning.at(-1) ?? 0) + (ofWordings.at(-1) ?? 0)),
      };
    }),
    urgency: { cues: urgency.cues.map(rounded), bias: rounded(urgency.bias) },
    temperature: 1,
    urgencyThreshold: 0.5,
  };
}

/** Weights of each category over the features and, last, a constant. */
function fitCategories(
  examples: readonly Example[],
  featuresOf: (example: Example) => ArrayLike<number>,
  penalty: readonly number[],
  { nightImportance }: FitSettings,
  prior: readonly (readonly number[])[] = [],
): number[][] {
  const width = penalty.length + 1;
  const weights = fitLogisticRegression(
    {
      rows: examples.map((example) => Float64Array.from([...Array.from(featuresOf(example)), 1])),
      labels: examples.map(({ category }) => CATEGORIES.indexOf(category)),
      importance: examples.map((example) => (isDeskMail(example) ? 1 : nightImportance)),
      classes: CATEGORIES.length,
    },
    {
      penalty: Float64Array.from([...penalty, BIAS_PENALTY]),
      ...(prior.length > 0 ? { prior: Float64Array.from(prior.flatMap((row) => [...row, 0])) } : {}),
    },
  );
  return CATEGORIES.map((_, label) => Array.from(weights.slice(label * width, (label + 1) * width)));
}

function filled(count: number, value: number): number[] {
  return new Array<number>(count).fill(value);
}

function padded(weights: readonly number[], length: number): number[] {
  return [...weights, ...filled(length - weights.length, 0)];
}

/** Three decimals change no result and keep the file small. */
function rounded(weight: number): number {
  return Math.round(weight * 1000) / 1000;
}
