/** Consecutive text that is shown in one way. */
export interface TextRun {
  readonly text: string;
  readonly start: number;
  /** The index of the mark that covers it, or -1. */
  readonly mark: number;
  /** The web address that it is part of, or null. */
  readonly url: string | null;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Cuts `text.slice(start, end)` wherever a mark or a web address begins or ends. Marks may overlap: the first one wins. */
export function textRuns(text: string, start: number, end: number, marks: readonly Stretch[]): TextRun[] {
  const links = findLinks(text, start, end);
  const cuts = new Set([start, end]);
  for (const { start: from, end: to } of [...marks, ...links]) {
    if (from > start && from < end) cuts.add(from);
    if (to > start && to < end) cuts.add(to);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const runs: TextRun[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    runs.push({
      text: text.slice(from, to),
      start: from,
      mark: marks.findIndex((mark) => mark.start <= from && mark.end >= to),
      url: links.find((link) => link.start <= from && link.end >= to)?.url ?? null,
    });
  }
  return runs;
}

interface Link extends Stretch {
  readonly url: string;
}

/** Addresses of web pages. Punctuation that ends a sentence does not belong to them. */
function findLinks(text: string, start: number, end: number): Link[] {
  const links: Link[] = [];
  for (const match of text.slice(start, end).matchAll(/https?:\/\/[^\s<>"'`]+/gi)) {
    const shown = match[0].replace(/[.,;:!?)\]}]+$/, '');
    if (!URL.canParse(shown)) continue;
    const from = start + match.index;
    links.push({ start: from, end: from + shown.length, url: shown });
  }
  return links;
}
