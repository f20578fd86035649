import type { AskCandidate } from '../../../contracts/search';
import { yieldToPage } from '../../../platform/yield-to-page';
import { holdsWanted, wantedFacts } from './question-kind';

/** A sentence with how likely it answers the question, 0 to 1. */
export interface ScoredAnswer extends AskCandidate {
  readonly probability: number;
}

/**
 * Weights of a logistic regression over the sentences that questions about documents bring up, with the document there and without it. Few of
 * these answer the question, so that probabilities are low; see `docs/decisions/search.md`.
 */
const WEIGHTS = {
  bias: -6.98,
  similarity: 4.22,
  passage: 1.84,
  overlap: 2.24,
  wanted: 0.11,
  unwanted: -1.19,
};

/** Under this, nothing supports an answer: chosen so that of the questions about things that are nowhere none is answered. */
export const LEAST_PROBABILITY = 0.08;

interface AnswerFeatures {
  readonly similarity: number;
  readonly passage: number;
  readonly overlap: number;
  /** The sentence holds a specific of the kind that is asked for. */
  readonly wanted: number;
  /** The question asks for one, and the sentence holds none. */
  readonly unwanted: number;
}

/** @param similarity cosine similarity of the sentence to the question; 0 without vectors */
function answerFeatures(question: string, candidate: AskCandidate, similarity: number): AnswerFeatures {
  const kinds = wantedFacts(question);
  const holds = kinds.length > 0 && holdsWanted(candidate.text, question, kinds);
  return {
    similarity,
    // Of a passage whose meaning has not been read yet, the sentence is the best that is known.
    passage: candidate.passageSimilarity ?? similarity,
    overlap: candidate.overlap,
    wanted: holds ? 1 : 0,
    unwanted: kinds.length > 0 && !holds ? 1 : 0,
  };
}

/** Sentences that are looked through before the page has its turn: some milliseconds. */
const AT_ONCE = 8;

/** The candidates, the likeliest answer first. `similarities` are in the order of the candidates. */
export async function scoreAnswers(
  question: string,
  candidates: readonly AskCandidate[],
  similarities: readonly number[],
): Promise<ScoredAnswer[]> {
  const scored: ScoredAnswer[] = [];
  for (const [index, candidate] of candidates.entries()) {
    if (index % AT_ONCE === 0) await yieldToPage();
    const features = answerFeatures(question, candidate, similarities[index] ?? 0);
    const names = Object.keys(features) as (keyof AnswerFeatures)[];
    const sum = names.reduce((total, name) => total + WEIGHTS[name] * features[name], WEIGHTS.bias);
    scored.push({ ...candidate, probability: 1 / (1 + Math.exp(-sum)) });
  }
  return scored.sort((a, b) => b.probability - a.probability);
}
