import type { RunOptions, TextEmbedder } from '../../../contracts/capabilities';
import type { AskCandidate } from '../../../contracts/search';
import { dot } from '../../text/vectors';
import { LEAST_PROBABILITY, scoreAnswers, type ScoredAnswer } from './score-answers';

export interface FoundAnswer {
  /** The sentence that says it first, then others that say it too; empty when nothing supports an answer. */
  readonly sentences: readonly ScoredAnswer[];
  /** What comes closest, where nothing supports an answer. */
  readonly nearest: readonly ScoredAnswer[];
}

/** More would be a list of finds. */
const MOST_SENTENCES = 3;
/** One that is so much less likely than the first says something else. */
const LEAST_OF_FIRST = 0.75;
/** Of a sentence that is less likely than this, nobody would see why it is shown. */
const LEAST_OF_NEAREST = LEAST_PROBABILITY / 8;
/** As many passages as are looked into. */
export const ASKED_PASSAGES = 8;

/** Picks the sentences that answer a question, without any model writing anything. Rejects as the embedder does. */
export async function answerQuestion(
  question: string,
  {
    vector,
    candidates,
  }: { readonly vector: Float32Array | null; readonly candidates: readonly AskCandidate[] },
  embedder: TextEmbedder | null,
  options: RunOptions = {},
): Promise<FoundAnswer> {
  const similarities = embedder && vector ? await similaritiesTo(vector, candidates, embedder, options) : [];
  const scored = await scoreAnswers(question, candidates, similarities);
  const first = scored[0]?.probability ?? 0;
  if (first < LEAST_PROBABILITY) {
    const nearest = scored.filter(({ probability }) => probability >= LEAST_OF_NEAREST);
    return { sentences: [], nearest: nearest.slice(0, MOST_SENTENCES) };
  }
  const also = scored.filter(
    ({ probability }) => probability >= LEAST_PROBABILITY && probability >= first * LEAST_OF_FIRST,
  );
  return { sentences: also.slice(0, MOST_SENTENCES), nearest: [] };
}

/** A sentence says little without what it stands under. */
function sentenceInContext({ title, heading, text }: AskCandidate): string {
  return `${heading || title}: ${text}`;
}

async function similaritiesTo(
  vector: Float32Array,
  candidates: readonly AskCandidate[],
  embedder: TextEmbedder,
  options: RunOptions,
): Promise<number[]> {
  const vectors = await embedder.embed(candidates.map(sentenceInContext), options);
  return vectors.map((each) => dot(each, vector));
}
