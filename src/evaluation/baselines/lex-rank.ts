import { rougeTokens } from '../rouge';
import { rankBySimilarity } from './power-iteration';

/** Of the paper's own experiments. */
const THRESHOLD = 0.1;

/** LexRank (Erkan and Radev 2004): sentences vouch for those whose tf-idf vectors are closer than a threshold by cosine; idf over the sentences of the text. */
export function lexRank(sentences: readonly string[]): number[] {
  const bags = sentences.map((sentence) => countWords(rougeTokens(sentence)));
  const idf = (word: string): number =>
    Math.log(bags.length / Math.max(1, bags.filter((bag) => bag.has(word)).length));
  const vectors = bags.map((bag) => new Map([...bag].map(([word, count]) => [word, count * idf(word)])));
  return rankBySimilarity(
    vectors.map((own, index) =>
      vectors.map((others, other) => (index !== other && cosine(own, others) > THRESHOLD ? 1 : 0)),
    ),
  );
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [word, value] of a) product += value * (b.get(word) ?? 0);
  return product / (length(a) * length(b) || 1);
}

function length(vector: ReadonlyMap<string, number>): number {
  return Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0));
}
