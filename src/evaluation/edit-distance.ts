import { rougeTokens } from './rouge';

/**
 * How far a draft is from the reply that was sent: the fewest words to insert, delete or replace (Levenshtein 1966), as a share of the words of the
 * longer text. 0 for the same words, 1 for none in place.
 */
export function wordEditDistance(draft: string, sent: string): number {
  const [from, to] = [rougeTokens(draft), rougeTokens(sent)];
  const longer = Math.max(from.length, to.length);
  if (longer === 0) return 0;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((word, at) => {
    const next = [at + 1];
    to.forEach((other, index) => {
      const replaced = (row[index] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    });
    row = next;
  });
  return (row[to.length] ?? 0) / longer;
}
