/** A stretch of a document that is marked, in order of `start`. */
export interface DocumentMark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'evidence' | 'found' | 'current';
}

/** Consecutive text that is shown in one way. */
export interface DocumentRun {
  readonly text: string;
  readonly start: number;
  readonly mark: DocumentMark['kind'] | null;
  /** The page that begins here, within the stretch; null for none. */
  readonly page: number | null;
}

const STRENGTH = { current: 3, evidence: 2, found: 1 } as const;

/** Cuts `text.slice(start, end)` wherever a mark or a page begins or ends. `pages` holds where each page begins. */
export function documentRuns(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  marks: readonly DocumentMark[],
  pages: readonly number[],
): DocumentRun[] {
  const within = marks.filter((mark) => mark.end > start && mark.start < end);
  const begun = new Map(
    pages.map((offset, index) => [offset, index + 1] as const).filter(([at]) => at > start && at < end),
  );
  const cuts = new Set([start, end, ...begun.keys()]);
  for (const mark of within) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => ({
    text: text.slice(from, edges[index + 1]),
    start: from,
    mark: strongest(within.filter((mark) => mark.start <= from && mark.end > from)),
    page: begun.get(from) ?? null,
  }));
}

function strongest(marks: readonly DocumentMark[]): DocumentMark['kind'] | null {
  return [...marks].sort((a, b) => STRENGTH[b.kind] - STRENGTH[a.kind])[0]?.kind ?? null;
}

/** Places of the words in the text, small and capital letters alike; white space in the words stands for any. At most `most`. */
export function findPlaces(text: string, words: string, most: number): { start: number; end: number }[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const pattern = wanted
    .split(/\s+/u)
    .map((word) =>
      word.replace(/[\\^$.*+?()[\]{}|/-]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`),
    )
    .join('\\s+');
  const places: { start: number; end: number }[] = [];
  for (const match of text.matchAll(new RegExp(pattern, 'giu'))) {
    places.push({ start: match.index, end: match.index + match[0].length });
    if (places.length === most) break;
  }
  return places;
}
