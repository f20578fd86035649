import { CATEGORIES } from '../../contracts/briefing';
import type { CueName, CueReport } from './cues';
import stored from './triage-head.json';

/**
 * The trained weights. Category: one row of weights for each of `CATEGORIES` over embedding dimensions, cues, wordings and a constant.
 * Urgency: log-odds that a mail which needs handling needs it this morning, over cues and a constant.
 */
export interface TriageHead {
  readonly embedderId: string;
  readonly dimensions: number;
  readonly cues: readonly CueName[];
  /** Words and pairs of words, as `wordingsOf` gives them. */
  readonly wordings: readonly string[];
  readonly category: readonly {
    readonly embedding: readonly number[];
    readonly cues: readonly number[];
    readonly wordings: readonly number[];
    readonly bias: number;
  }[];
  readonly urgency: { readonly cues: readonly number[]; readonly bias: number };
  /** Divides the category scores, so that a confidence of 0.8 is right four times in five. */
  readonly temperature: number;
  /** Least probability of being urgent at which a mail counts as urgent. */
  readonly urgencyThreshold: number;
}

export const TRIAGE_HEAD = stored as TriageHead;

/** All that the classifier sees of a mail. */
export interface MailFeatures {
  /** Unit vector; one of another length (none, say, while the embedder is not installed) leaves the rest to decide alone. */
  readonly embedding: Float32Array;
  readonly cues: CueReport;
  readonly wordings: ReadonlySet<string>;
}

export interface HeadScores {
  /** Log-odds up to a constant, in the order of `CATEGORIES`; the softmax of them is calibrated. */
  readonly category: readonly number[];
  /** Log-odds of urgent, given that the mail needs handling. */
  readonly urgency: number;
}

export function scoreWith(head: TriageHead, { embedding, cues, wordings }: MailFeatures): HeadScores {
  const values = head.cues.map((name) => cues.values[name]);
  const words = wordingValues(head.wordings, wordings);
  const usesEmbedding = embedding.length === head.dimensions;
  const category = CATEGORIES.map((_, index) => {
    const weights = head.category[index];
    if (!weights) throw new Error('The triage head has no weights for a category; run the training again.');
    const meaning = usesEmbedding ? weightedSum(weights.embedding, embedding) : 0;
    const said = weightedSum(weights.cues, values) + weightedSum(weights.wordings, words);
    return (meaning + said + weights.bias) / head.temperature;
  });
  return { category, urgency: weightedSum(head.urgency.cues, values) + head.urgency.bias };
}

/** Counts as so many wordings more, so that a mail of three known words is not judged by these alone. */
const SMOOTHING = 5;
const SCALE = 3;

/** The known wordings of a mail: equal values, smaller the more of them it has, so that length alone weighs little. */
export function wordingValues(known: readonly string[], found: ReadonlySet<string>): Float64Array {
  const values = Float64Array.from(known, (wording) => (found.has(wording) ? 1 : 0));
  const count = values.reduce((sum, value) => sum + value, 0);
  const value = SCALE / Math.sqrt(count + SMOOTHING);
  return values.map((present) => present * value);
}

function weightedSum(weights: readonly number[], values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += (weights[index] ?? 0) * (values[index] ?? 0);
  return sum;
}
