/** A letter of a word this long may be wrong, missing or too many, or two may have changed places; shorter words are too much alike. */
const SHORTEST_MISSPELT = 5;
/** Of a longer word two letters may be wrong. */
const LONG_WORD = 9;

/** Those of `words` that may have been meant by one that stands nowhere: the closest. The first letter is hardly ever the wrong one. */
export function findMeant(written: string, words: Iterable<string>): string[] {
  if (written.length < SHORTEST_MISSPELT || /\p{N}/u.test(written)) return [];
  const most = written.length >= LONG_WORD ? 2 : 1;
  const found: string[][] = [[], [], []];
  for (const word of words) {
    if (word[0] !== written[0] || Math.abs(word.length - written.length) > most || /\p{N}/u.test(word))
      continue;
    found[countSlips(written, word)]?.push(word);
  }
  return found.slice(0, most + 1).find((each) => each.length > 0) ?? [];
}

/** The fewest letters to put in, leave out, exchange or swap with the next that turn one word into another (Damerau 1964). */
export function countSlips(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + same,
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
