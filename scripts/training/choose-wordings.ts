import { CATEGORIES } from '../../src/contracts/briefing';
import type { Example } from './labelled-mail';

const MOST = 600;
const LEAST_MAILS = 6;
/** Words that only one or two authors use are their subject or their habit, and mean nothing in other mail. */
const LEAST_ORIGINS = 4;
const LARGEST_SHARE = 0.8;

/** The words and pairs of words that tell the categories apart best, among those that several authors use. */
export function chooseWordings(examples: readonly Example[]): string[] {
  const mails = new Map<string, Example[]>();
  for (const example of examples)
    for (const wording of example.wordings) {
      const users = mails.get(wording);
      if (users) users.push(example);
      else mails.set(wording, [example]);
    }
  const shares = CATEGORIES.map(
    (category) => examples.filter((example) => example.category === category).length / examples.length,
  );
  return [...mails]
    .filter(
      ([, users]) =>
        users.length >= LEAST_MAILS &&
        users.length < LARGEST_SHARE * examples.length &&
        new Set(users.map(({ origin }) => origin)).size >= LEAST_ORIGINS,
    )
    .map(([wording, users]) => ({ wording, surprise: surpriseOf(users, shares) }))
    .sort((a, b) => b.surprise - a.surprise || (a.wording < b.wording ? -1 : 1))
    .slice(0, MOST)
    .map(({ wording }) => wording)
    .sort();
}

/** Standard deviations by which a category occurs more or less often among these mails than among all; the largest over categories. */
function surpriseOf(users: readonly Example[], shares: readonly number[]): number {
  return Math.max(
    ...CATEGORIES.map((category, index) => {
      const share = shares[index] ?? 0;
      const expected = users.length * share;
      const found = users.filter((example) => example.category === category).length;
      return Math.abs(found - expected) / Math.sqrt(expected * (1 - share) + 1e-9);
    }),
  );
}
