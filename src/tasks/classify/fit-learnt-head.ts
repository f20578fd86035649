import { CATEGORIES } from '../../contracts/briefing';
import type { LearntHead } from '../../contracts/learning';
import type { LearningExample } from './learnt-head';
import { fitLogisticRegression, softmax } from './logistic-regression';

export interface LearningSettings {
  /** L2 pull of an embedding weight towards the shipped head's. */
  readonly embeddingPenalty: number;
  /** L2 pull of a cue's weight towards the shipped head's. */
  readonly cuePenalty: number;
  readonly biasPenalty: number;
  /** A correction counts for this many rehearsed mails: it is the user's own. */
  readonly correctionImportance: number;
  readonly rehearsalImportance: number;
}

/** Chosen by leaving one training night out; within a factor of two of each value the results hardly differ. */
const LEARNING_SETTINGS: LearningSettings = {
  embeddingPenalty: 1,
  cuePenalty: 60,
  biasPenalty: 60,
  correctionImportance: 4,
  rehearsalImportance: 3,
};

/** Few steps from the shipped head are enough, and keep it under a second. */
const MAX_ITERATIONS = 40;

/**
 * What the shipped head misses, as a logistic regression of the residual: its scores are the offset, so that weights of zero are the shipped
 * head itself. What it could do before is kept by the L2 pull towards it, and by rehearsing other mails with its own answers as the target
 * (Li and Hoiem 2016), so that without corrections nothing moves.
 */
export function fitLearntHead(
  corrections: readonly LearningExample[],
  rehearsal: readonly LearningExample[],
  { embedderId, dimensions, cues }: Pick<LearntHead, 'embedderId' | 'dimensions' | 'cues'>,
  settings: LearningSettings = LEARNING_SETTINGS,
): LearntHead {
  const examples = [...corrections, ...rehearsal];
  const width = dimensions + cues.length + 1;
  const rows = examples.map((example) => {
    const row = new Float64Array(width);
    if (example.embedding.length === dimensions) row.set(example.embedding);
    row.set(example.cues, dimensions);
    row[width - 1] = 1;
    return row;
  });
  const penalty = new Float64Array(width).fill(settings.embeddingPenalty, 0, dimensions);
  penalty.fill(settings.cuePenalty, dimensions, width - 1);
  penalty[width - 1] = settings.biasPenalty;
  const weights = fitLogisticRegression(
    {
      rows,
      labels: examples.map(({ category }) => CATEGORIES.indexOf(category)),
      importance: examples.map((_, index) =>
        index < corrections.length ? settings.correctionImportance : settings.rehearsalImportance,
      ),
      classes: CATEGORIES.length,
      offsets: examples.map(({ scores }) => scores),
      targets: examples.map(({ scores }, index) => (index < corrections.length ? null : softmax(scores))),
    },
    { penalty, maxIterations: MAX_ITERATIONS },
  );
  return {
    embedderId,
    dimensions,
    cues,
    weights: Float32Array.from(weights),
    corrections: corrections.length,
  };
}
