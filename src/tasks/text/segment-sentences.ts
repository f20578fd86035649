/** Unicode's rules (UAX 29). */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** UTF-16 code units that are segmented in one go: browsers take a time that grows with the square of the length. */
const WINDOW = 2_000;
/** What stands in the last of a window is segmented again with what follows, on which its ends may depend. */
const MARGIN = 250;

/** The sentences of a text by Unicode's rules, as the offsets at which they begin, with 0 as the first. Empty for an empty text. */
export function sentenceStarts(text: string, window = WINDOW, margin = MARGIN): number[] {
  const starts: number[] = [];
  let from = 0;
  let size = window;
  while (from < text.length) {
    const end = from + size;
    const found = [...segmenter.segment(text.slice(from, end))].map(({ index }) => from + index);
    const sure = end >= text.length ? found : found.filter((start) => start < end - margin);
    const last = sure.at(-1) ?? from;
    if (end >= text.length) return [...starts, ...sure];
    if (last === from) {
      // A sentence that is longer than the window.
      size *= 2;
      continue;
    }
    starts.push(...sure.slice(0, -1));
    [from, size] = [last, window];
  }
  return starts;
}
