/** Sentences by the browser's own rules (Unicode UAX 29), line by line, so that the baselines share no code with the app's splitting. */
export function plainSentences(text: string): string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return text
    .split(/\n{2,}/u)
    .flatMap((paragraph) => [...segmenter.segment(paragraph.replace(/\s+/gu, ' ').trim())])
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** The first two sentences: the lead baseline of news summaries. */
export function lead2(sentences: readonly string[]): string[] {
  return sentences.slice(0, 2);
}

/**
 * The best-ranked sentences that fit into `budget` characters together, in the order of the text; the best one in any case, so that a short text has a
 * summary too.
 */
export function withinBudget(
  sentences: readonly string[],
  ranks: readonly number[],
  budget: number,
): string[] {
  const byRank = sentences.map((_, index) => index).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0));
  const chosen = new Set<number>();
  let left = budget;
  for (const index of byRank) {
    const length = (sentences[index]?.length ?? 0) + (chosen.size === 0 ? 0 : 1);
    if (length > left && chosen.size > 0) continue;
    chosen.add(index);
    left -= length;
  }
  return sentences.filter((_, index) => chosen.has(index));
}
