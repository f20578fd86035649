import { rougeTokens } from '../rouge';
import { rankBySimilarity } from './power-iteration';

/** TextRank (Mihalcea and Tarau 2004): sentences vouch for those they share words with, over the logarithms of their lengths. */
export function textRank(sentences: readonly string[]): number[] {
  const words = sentences.map((sentence) => new Set(rougeTokens(sentence)));
  return rankBySimilarity(
    words.map((own, index) => words.map((others, other) => (index === other ? 0 : sharedWords(own, others)))),
  );
}

function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const length = Math.log(Math.max(1, a.size)) + Math.log(Math.max(1, b.size));
  return length === 0 ? 0 : shared / length;
}
