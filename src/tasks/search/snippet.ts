import type { Highlight } from '../../contracts/search';
import type { DraftLanguage } from '../draft/language';
import { collapse } from '../text/sentences';
import type { QueryTerm } from './query-terms';
import { stemOf } from './stems';
import { findWordPlaces, foldWord } from './words';

export interface Snippet {
  /** On one line. */
  readonly snippet: string;
  readonly highlights: readonly Highlight[];
}

/** UTF-16 code units: two lines of the list. */
const LENGTH = 240;
/** Before the first word that is highlighted, so that it does not stand at the very edge. */
const LEAD = 60;

/** Some of a passage, begun where the words of the query stand closest together. */
export function makeSnippet(
  passage: string,
  terms: readonly QueryTerm[],
  languages: ReadonlySet<DraftLanguage>,
  typing = false,
): Snippet {
  const text = collapse(passage);
  const found = findQueryWords(text, terms, languages, typing);
  const start = text.length <= LENGTH ? 0 : windowStart(text, found);
  const end = Math.min(text.length, start + LENGTH);
  const [head, tail] = [start > 0 ? '… ' : '', end < text.length ? ' …' : ''];
  const shift = head.length - start;
  return {
    snippet: `${head}${text.slice(start, end)}${tail}`,
    highlights: found
      .filter((word) => word.start >= start && word.end <= end)
      .map((word) => ({ start: word.start + shift, end: word.end + shift })),
  };
}

function findQueryWords(
  text: string,
  terms: readonly QueryTerm[],
  languages: ReadonlySet<DraftLanguage>,
  typing: boolean,
): Highlight[] {
  const stems = new Set(terms.flatMap((term) => term.stems));
  const typed = typing ? foldWord(terms.at(-1)?.word ?? '') : '';
  return [...findWordPlaces(text)]
    .filter(
      ({ word }) =>
        [...languages].some((language) => stems.has(stemOf(word, language))) ||
        (typed.length > 2 && foldWord(word).startsWith(typed)),
    )
    .map(({ start, end }) => ({ start, end }));
}

/** Where the window with the most words begins, at the start of a word. */
function windowStart(text: string, found: readonly Highlight[]): number {
  let best = 0;
  let most = 0;
  for (const { start } of found) {
    const from = Math.max(0, start - LEAD);
    const inside = found.filter((word) => word.start >= from && word.end <= from + LENGTH).length;
    if (inside > most) [best, most] = [from, inside];
  }
  if (best === 0) return 0;
  const space = text.indexOf(' ', best);
  return space === -1 ? best : space + 1;
}
