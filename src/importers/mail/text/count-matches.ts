/** How often the pattern, which is global, matches in the text; no further than `enough`. The matches are not kept, since there may be very many. */
export function countMatches(text: string, pattern: RegExp, enough = Infinity): number {
  pattern.lastIndex = 0;
  let count = 0;
  while (count < enough && pattern.test(text)) count += 1;
  return count;
}
