/** A place that a draft leaves open, such as `[date]`, or leaves to choose, such as `[can / cannot]`; offsets in UTF-16 code units. */
export interface Blank {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A choice may be longer than other blanks, since it holds all its options. */
const BLANK = /\[(?:[^[\]\n]{1,60}|[^[\]\n]{1,80} \/ [^[\]\n]{1,80})\]/g;

export function findBlanks(text: string): Blank[] {
  return Array.from(text.matchAll(BLANK), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The blank after a selection that starts at `from`, or null. A blank that is selected counts as passed. */
export function nextBlank(text: string, selection: { start: number; end: number }): Blank | null {
  const from = selection.end > selection.start ? selection.end : selection.start;
  return findBlanks(text).find((blank) => blank.start >= from) ?? null;
}

export function previousBlank(text: string, selection: { start: number; end: number }): Blank | null {
  return findBlanks(text).findLast((blank) => blank.end <= selection.start) ?? null;
}

/** What a choice such as `[is / is not]` offers; empty for a blank to be typed. */
export function alternativesOf(blank: Blank): string[] {
  const options = blank.text.slice(1, -1).split(' / ');
  return options.length > 1 ? options : [];
}
