/** How much words count beside meaning. Both were chosen together: see `docs/decisions/search.md`. */
const WORDS_WEIGHT = 0.15;
/** A passage that holds all words of the query in places that count (its title) has more than 1; beyond this, more says nothing. */
const MOST_COVERAGE = 1.5;
/** What BM25+ gives for a word that stands once in a passage of usual length, in multiples of the word's rarity. */
const SCORE_OF_ONE = 1.5;

/**
 * How much of what a query looks for a passage holds by its words: its BM25+ score as a share of what a passage that holds each word once would
 * have. Words that stand nowhere count in the whole, so that a passage with the one common word of five is not taken for a find.
 *
 * @param rarity the sum of the rarities of the query's words
 */
export function coverageOf(score: number, rarity: number): number {
  return rarity > 0 ? Math.min(MOST_COVERAGE, score / (SCORE_OF_ONE * rarity)) : 0;
}

/**
 * One score out of two: a convex combination with the words normalised by what they could have had at most (Bruch, Gai & Ingber 2023). The power
 * keeps a few words in common from outweighing meaning.
 */
export function fuseScores(similarity: number, coverage: number): number {
  return similarity + WORDS_WEIGHT * coverage ** 1.5;
}
