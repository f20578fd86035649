import { CATEGORIES, type Category, type Correction } from '../../contracts/briefing';
import type { LearntHead } from '../../contracts/learning';
import { countsByLikeness } from './correction-memory';
import { similarity, smoothStep } from './similarity';
import type { MailFeatures } from './triage-head';

/** A mail as learning sees it. */
export interface LearningExample {
  /** Unit vector; empty where it comes from another embedder than the head's. */
  readonly embedding: Float32Array;
  /** In the order of the head's cues. */
  readonly cues: readonly number[];
  /** Log-odds before anything was learnt, in the order of `CATEGORIES`. */
  readonly scores: readonly number[];
  readonly category: Category;
}

/** Cosine similarities of MiniLM at which what was learnt begins to count, and counts in full. */
const REACH = { from: 0.65, full: 0.85 };
/** Below this cosine no correction says anything about a mail, unless they have the sender or the list in common. */
export const LEAST_REACH = REACH.from;

/** What is asked of a corrected mail to see whether another is within reach of it. */
export type Taught = Pick<Correction, 'category' | 'thread' | 'embedding'>;

/**
 * What was learnt about a mail: log-odds to add to those of the shipped head, in the order of `CATEGORIES`. It counts as far as the mail is
 * like one of those that were corrected, which are in `taught`: mail of another kind keeps its result exactly, so that nothing is forgotten.
 */
export function learntScores(
  head: LearntHead | null,
  { embedding, cues, thread }: Pick<MailFeatures, 'embedding' | 'cues'> & { readonly thread: string },
  taught: readonly Taught[],
): readonly number[] {
  if (!head) return CATEGORIES.map(() => 0);
  const values = head.cues.map((name) => cues.values[name as keyof typeof cues.values]);
  return residualWithinReach(head, { embedding, cues: values, thread }, taught);
}

export function residualWithinReach(
  head: LearntHead,
  mail: {
    readonly embedding: Float32Array;
    readonly cues: ArrayLike<number | undefined>;
    readonly thread: string;
  },
  taught: readonly Taught[],
): readonly number[] {
  const { embedding, cues, thread } = mail;
  const alike = taught
    .filter((correction) => countsByLikeness(correction, thread))
    .reduce((most, correction) => Math.max(most, similarity(embedding, correction.embedding)), 0);
  const share = smoothStep(alike, REACH);
  return share === 0
    ? CATEGORIES.map(() => 0)
    : residualOf(head, embedding, cues).map((score) => share * score);
}

function residualOf(
  head: LearntHead,
  embedding: Float32Array,
  cues: ArrayLike<number | undefined>,
): readonly number[] {
  const width = head.dimensions + head.cues.length + 1;
  const meaning = embedding.length === head.dimensions ? embedding : null;
  return CATEGORIES.map((_, label) => {
    const start = label * width;
    let sum = head.weights[start + width - 1] ?? 0;
    if (meaning)
      for (let index = 0; index < meaning.length; index++)
        sum += (head.weights[start + index] ?? 0) * (meaning[index] ?? 0);
    for (let index = 0; index < head.cues.length; index++)
      sum += (head.weights[start + head.dimensions + index] ?? 0) * (cues[index] ?? 0);
    return sum;
  });
}
