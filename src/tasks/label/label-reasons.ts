import type { EmbeddedExample, EmbeddedText } from '../../contracts/labels';
import { dot } from '../text/vectors';
import { excerpt } from '../classify/excerpt';
import type { TermVector } from './term-space';
import { wordsOf, stemOf } from './terms';

interface ReasonInput {
  readonly text: EmbeddedText;
  readonly terms: TermVector;
  /** Names by label. */
  readonly names: readonly string[];
  readonly likeliest: number;
  readonly second: number;
  readonly probabilities: readonly number[];
  readonly termWeights: readonly ReadonlyMap<string, number>[];
  readonly labelTerms: readonly TermVector[];
  readonly examples: readonly EmbeddedExample[];
}

const MOST_WORDS = 3;
/** Examples of a label that a text is compared with, the newest. */
const MOST_COMPARED = 20;
/** Cosine from which two texts are said to be alike. */
const ALIKE = 0.45;
/** Share of the likeliest from which the second is worth a word. */
const CLOSE_SECOND = 0.5;

/** Why a text got its label, in words, strongest first; there is always one. */
export function labelReasons(input: ReasonInput): string[] {
  const { names, likeliest, second, probabilities } = input;
  const reasons: string[] = [];
  const words = speakingWords(input);
  if (words.length > 0)
    reasons.push(`Words that speak for it: ${words.map((word) => `“${word}”`).join(', ')}`);
  const example = mostAlike(input);
  if (example)
    reasons.push(`Much like your example: “${excerpt(example.text.replace(/\s+/gu, ' ').trim())}”`);
  if (reasons.length === 0) reasons.push('Closest in meaning to what the label says');
  const runnerUp = probabilities[second] ?? 0;
  if (second !== likeliest && runnerUp > CLOSE_SECOND * (probabilities[likeliest] ?? 0))
    reasons.push(`“${names[second] ?? ''}” is nearly as likely (${Math.round(runnerUp * 100)} %)`);
  return reasons;
}

/** As they stand in the text. */
function speakingWords({ text, terms, likeliest, second, termWeights, labelTerms }: ReasonInput): string[] {
  const weightOf = (term: string, label: number): number =>
    (termWeights[label]?.get(term) ?? 0) + (labelTerms[label]?.get(term) ?? 0);
  const strongest = [...terms]
    .map(([term, weight]) => ({ term, force: weight * (weightOf(term, likeliest) - weightOf(term, second)) }))
    .filter(({ force }) => force > 0.005)
    .sort((a, b) => b.force - a.force);
  const words = wordsOf(text.text);
  const shown: string[] = [];
  for (const { term } of strongest) {
    const word = term.includes(' ') ? term : words.find((candidate) => stemOf(candidate) === term);
    if (word === undefined || shown.some((other) => other.includes(word) || word.includes(other))) continue;
    shown.push(word);
    if (shown.length === MOST_WORDS) break;
  }
  return shown;
}

function mostAlike({ text, likeliest, examples }: ReasonInput): EmbeddedExample | null {
  let best: EmbeddedExample | null = null;
  let closest = ALIKE;
  const own = examples.filter(({ label }) => label === likeliest).slice(0, MOST_COMPARED);
  for (const example of own) {
    if (example.text === text.text) continue;
    const closeness = dot(example.vector, text.vector);
    if (closeness > closest) [best, closest] = [example, closeness];
  }
  return best;
}
