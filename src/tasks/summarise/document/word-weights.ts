import { ORDINARY_WORDS } from '../../text/ordinary-words';
import { findWords } from '../../text/names';

/** How much of a text turns about the words of a sentence. */
export interface WordWeights {
  /** Mean weight of the content words, 0 to 1; those that open a text and those that it comes back to weigh most. */
  of(sentence: string): number;
}

/** Weighs words by how often a text has them, as in SumBasic (Nenkova and Vanderwende, 2005), on a logarithmic scale. */
export function weighWords(text: string): WordWeights {
  const counts = new Map<string, number>();
  for (const stem of stemsOf(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const most = Math.log1p(Math.max(1, ...counts.values()));
  return {
    of(sentence) {
      const stems = [...new Set(stemsOf(sentence))];
      const sum = stems.reduce((total, stem) => total + Math.log1p((counts.get(stem) ?? 1) - 1), 0);
      return stems.length === 0 ? 0 : sum / stems.length / most;
    },
  };
}

/** The first six letters of each longer word that is no function word. */
function stemsOf(text: string): string[] {
  return findWords(text)
    .map((word) => word.text.toLowerCase())
    .filter((word) => word.length > 3 && !ORDINARY_WORDS.has(word))
    .map((word) => word.slice(0, 6));
}
