import { rougeTokens } from '../rouge';

/** The usual values (Robertson and Zaragoza 2009). */
const K1 = 1.2;
const B = 0.75;

/** Ranks texts by Okapi BM25 (Robertson et al. 1994). The function returned gives the ids of those that share a word with the query, the best first. */
export function createBm25(
  texts: readonly { readonly id: string; readonly text: string }[],
): (query: string) => string[] {
  const bags = texts.map(({ id, text }) => {
    const words = rougeTokens(text);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { id, counts, length: words.length };
  });
  const usual = bags.reduce((sum, { length }) => sum + length, 0) / Math.max(1, bags.length);

  return (query) => {
    const words = [...new Set(rougeTokens(query))].map((word) => {
      const having = bags.filter(({ counts }) => counts.has(word)).length;
      return { word, idf: Math.log(1 + (bags.length - having + 0.5) / (having + 0.5)) };
    });
    return bags
      .map(({ id, counts, length }) => ({
        id,
        score: words.reduce((sum, { word, idf }) => {
          const count = counts.get(word) ?? 0;
          return sum + (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / usual));
        }, 0),
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
  };
}
