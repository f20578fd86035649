import { coverageOf, fuseScores } from './fuse-scores';
import { wantedStems, type KeywordTerm } from './keyword-terms';
import type { Segment } from './segments/segment';
import type { Vocabulary } from './segments/vocabulary';
import { scoreWords } from './segments/word-scores';

/** Below this cosine similarity, a passage is about something else. */
const LEAST_SIMILARITY = 0.2;
/** What a passage whose vector is not there yet is taken to have: about what one has that shares a subject with the query. */
const UNKNOWN_SIMILARITY = 0.3;

/** What was found in a segment, by row; of a row that was not found the score is -Infinity. */
export interface FoundRows {
  readonly segment: Segment;
  readonly scores: Float64Array;
  readonly words: Float64Array;
  readonly similarities: Float32Array | null;
}

interface Wanted {
  readonly terms: readonly KeywordTerm[];
  /** The sum of what each of them tells. */
  readonly rarity: number;
  /** The packed vector of the query; null to look for words alone. */
  readonly vector: Int8Array | null;
}

/** All rows in which something of a query is found. */
export function findRows(
  segments: readonly Segment[],
  vocabulary: Vocabulary,
  { terms, rarity, vector }: Wanted,
): FoundRows[] {
  const byWords = scoreWords(segments, wantedStems(terms, vocabulary));
  return segments.map((segment, nth) => {
    const words = byWords[nth] as Float64Array;
    const similarities = vector && segment.vectors.similarities(vector);
    const scores = words.map((score, row) => {
      if (!similarities) return score > 0 ? score : -Infinity;
      const known = similarities[row] as number;
      // `NaN` is not less.
      if (score === 0 && !(known >= LEAST_SIMILARITY)) return -Infinity;
      return fuseScores(Number.isNaN(known) ? UNKNOWN_SIMILARITY : known, coverageOf(score, rarity));
    });
    return { segment, scores, words, similarities };
  });
}

/** The row of an item that was found best; -1 where none was. */
export function bestRow({ segment, scores }: FoundRows, nth: number): number {
  let best = -1;
  const end = segment.firstRows[nth + 1] as number;
  for (let row = segment.firstRows[nth] as number; row < end; row += 1)
    if ((scores[row] as number) > (best === -1 ? -Infinity : (scores[best] as number))) best = row;
  return best;
}
