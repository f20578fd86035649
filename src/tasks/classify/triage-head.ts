import { CATEGORIES } from '../../contracts/briefing';
import type { CueName, CueReport } from './cues';
import stored from './triage-head.json';

/**
 * The trained weights. Category: one row of weights for each of `CATEGORIES` over embedding dimensions, cues and a constant.
 * Urgency: log-odds that a mail which needs handling needs it this morning, over cues and a constant.
 */
export interface TriageHead {
  readonly embedderId: string;
  readonly dimensions: number;
  readonly cues: readonly CueName[];
  readonly category: readonly {
    readonly embedding: readonly number[];
    readonly cues: readonly number[];
    readonly bias: number;
  }[];
  readonly urgency: { readonly cues: readonly number[]; readonly bias: number };
  /** Divides the category scores, so that a confidence of 0.8 is right four times in five. */
  readonly temperature: number;
  /** Least probability of being urgent at which a mail counts as urgent. */
  readonly urgencyThreshold: number;
}

export const TRIAGE_HEAD = stored as TriageHead;

export interface HeadScores {
  /** Log-odds up to a constant, in the order of `CATEGORIES`; the softmax of them is calibrated. */
  readonly category: readonly number[];
  /** Log-odds of urgent, given that the mail needs handling. */
  readonly urgency: number;
}

/** An embedding of another length (none, say, while the embedder is not installed) leaves the cues to decide alone. */
export function scoreWith(head: TriageHead, embedding: Float32Array, cues: CueReport): HeadScores {
  const values = head.cues.map((name) => cues.values[name]);
  const usesEmbedding = embedding.length === head.dimensions;
  const category = CATEGORIES.map((_, index) => {
    const weights = head.category[index];
    if (!weights) throw new Error('The triage head has no weights for a category; run the training again.');
    const meaning = usesEmbedding ? weightedSum(weights.embedding, embedding) : 0;
    return (meaning + weightedSum(weights.cues, values) + weights.bias) / head.temperature;
  });
  return { category, urgency: weightedSum(head.urgency.cues, values) + head.urgency.bias };
}

function weightedSum(weights: readonly number[], values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += (weights[index] ?? 0) * (values[index] ?? 0);
  return sum;
}
