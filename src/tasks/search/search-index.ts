import type { PackedSegment } from '../../contracts/search';
import type { DraftLanguage } from '../draft/language';
import { bestRow, findRows, type FoundRows } from './find-rows';
import { Highest } from './highest';
import { holdingMost, keywordTerms, type KeywordTerm } from './keyword-terms';
import type { QueryTerm } from './query-terms';
import type { Passage } from './passages';
import { phraseFinder, phraseOf } from './segments/phrases';
import type { IndexedItem, Segment } from './segments/segment';
import type { SearchText } from './segments/segment-builder';
import { SegmentStore, type SegmentChanges } from './segments/segment-store';
import { rarityOf } from './segments/word-scores';
import { packVector } from './vector-matrix';

export type { IndexedItem } from './segments/segment';
export type { SearchText } from './segments/segment-builder';

export type SearchMode = 'hybrid' | 'keywords' | 'vectors';

/** Which texts may be found. */
export interface TextFilter {
  /** All without it. */
  readonly accepts?: (item: IndexedItem) => boolean;
  /** Must stand in the title or the text as they are, capitals and accents aside. */
  readonly phrases?: readonly string[];
  /** Must not. */
  readonly without?: readonly string[];
}

export interface RankRequest extends TextFilter {
  readonly query: string;
  /** The query's unit vector; null searches by words alone. */
  readonly vector: Float32Array | null;
  readonly mode?: SearchMode;
  /** The last word is still being typed. */
  readonly typing?: boolean;
  readonly limit: number;
}

/** A text that was found, with its best passage: offsets into its text, end exclusive. */
export interface RankedText {
  readonly item: IndexedItem;
  /** Higher is better; comparable within one ranking only. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
  /** Whether the passage holds a word of the query. */
  readonly byWords: boolean;
}

/** A passage that was found. Offsets into the text of `item`, end exclusive. */
export interface RankedPassage extends Passage {
  readonly item: IndexedItem;
  /** Cosine similarity; null without vectors. */
  readonly similarity: number | null;
}

/** Passages of texts by their words and by their vectors, without the texts. Adds and searches at once; who embeds gives the vectors later. */
export interface SearchIndex {
  readonly size: number;
  item(id: string): IndexedItem | undefined;
  /** Indexes the words of a text that is not there yet. */
  add(text: SearchText): IndexedItem;
  /** As `SegmentStore`. */
  restore(packed: PackedSegment): readonly IndexedItem[] | null;
  /** What is to be stored or is no more since it was last asked. */
  changes(): SegmentChanges;
  /** The passages of a text as they are to be embedded; none for one that is not there. */
  passagesOf(id: string, text: string): string[];
  /** The unit vectors of a text's passages, in order; those of a text that is gone meanwhile, or of another number of passages, are not taken. */
  setVectors(id: string, vectors: readonly Int8Array[]): boolean;
  remove(ids: Iterable<string>): void;
  rank(request: RankRequest): RankedText[];
  /** The best passages, several of a text where it has them. */
  rankPassages(request: RankRequest): RankedPassage[];
  /** All texts that a filter leaves, each with its opening. */
  list(filter: TextFilter): RankedText[];
  /** The words of a query as they are looked for; `typing` as for a ranking. */
  terms(query: string, typing?: boolean): readonly QueryTerm[];
  /** How much a word tells, as BM25 has it (inverse document frequency): more for a rarer one. */
  rarity(term: QueryTerm): number;
  /** Words of the texts that begin like this, the commonest first. */
  complete(start: string, limit: number): string[];
  /** Those of the texts so far. */
  readonly languages: ReadonlySet<DraftLanguage>;
}

export function createSearchIndex(): SearchIndex {
  const store = new SegmentStore();
  const languages = new Set<DraftLanguage>(['en']);
  let dimensions = 0;
  /** Each search asks for them several times, and to look for a misspelt word takes some milliseconds. */
  let last: {
    readonly query: string;
    readonly typing: boolean;
    readonly terms: readonly KeywordTerm[];
  } | null = null;

  function terms(query: string, typing = false): readonly KeywordTerm[] {
    if (last?.query !== query || last.typing !== typing) {
      const parts = { vocabulary: store.vocabulary, languages };
      last = { query, typing, terms: keywordTerms(query, typing, parts) };
    }
    return last.terms;
  }

  const countRows = (): number => store.all().reduce((sum, { starts }) => sum + starts.length, 0);

  function rarity(term: QueryTerm, rows = countRows()): number {
    return rarityOf(holdingMost(term, store.vocabulary), rows);
  }

  function find({ query, vector, mode = 'hybrid', typing = false }: RankRequest): FoundRows[] {
    const looked = terms(query, typing);
    const rows = countRows();
    const compares = vector !== null && mode !== 'keywords' && dimensions === vector.length;
    return findRows(store.all(), store.vocabulary, {
      terms: mode === 'vectors' ? [] : looked,
      rarity: looked.reduce((sum, term) => sum + rarity(term, rows), 0),
      vector: compares ? packVector(vector) : null,
    });
  }

  /** Tells of the items of a segment whether they may be found. */
  function filterOf(
    segment: Segment,
    { accepts, phrases = [], without = [] }: TextFilter,
  ): (nth: number) => boolean {
    const finder = (text: string) => phraseFinder(segment, phraseOf(text, store.vocabulary));
    const [wanted, unwanted] = [phrases.map(finder), without.map(finder)];
    return (nth) =>
      (!accepts || accepts(segment.items[nth] as IndexedItem)) &&
      wanted.every((holds) => holds(nth)) &&
      !unwanted.some((holds) => holds(nth));
  }

  function forgetTerms(): void {
    last = null;
  }

  return {
    get size() {
      return store.size;
    },
    item: (id) => store.item(id),
    add(text) {
      forgetTerms();
      const item = store.add(text);
      languages.add(item.language);
      return item;
    },
    restore(packed) {
      forgetTerms();
      const items = store.restore(packed);
      for (const { language } of items ?? []) languages.add(language);
      return items;
    },
    changes: () => store.changes(),
    passagesOf(id, text) {
      const found = store.find(id);
      if (!found) return [];
      const { title } = found.segment.items[found.nth] as IndexedItem;
      return Array.from(passagesIn(found.segment, found.nth), (passage) =>
        embeddedText(title, text, passage),
      );
    },
    setVectors(id, vectors) {
      const found = store.find(id);
      if (!found || vectors.length !== found.segment.items[found.nth]?.passages) return false;
      for (const [index, vector] of vectors.entries()) {
        if (dimensions === 0) dimensions = vector.length;
        if (vector.length !== dimensions)
          throw new RangeError(
            `A vector of ${vector.length} dimensions does not go with ones of ${dimensions}.`,
          );
        found.segment.vectors.setPacked((found.segment.firstRows[found.nth] as number) + index, vector);
      }
      return true;
    },
    remove(ids) {
      forgetTerms();
      store.remove(new Set(ids));
      if (store.size === 0) dimensions = 0;
    },
    languages,
    complete: (start, limit) => store.vocabulary.wordsFrom(start.toLowerCase(), limit),
    terms,
    rarity: (term) => rarity(term),
    rankPassages(request) {
      const best = new Highest<RankedPassage & { readonly score: number }>(request.limit);
      for (const { segment, scores, similarities } of find(request)) {
        const accepts = filterOf(segment, request);
        for (const [nth, item] of segment.items.entries()) {
          let isAccepted: boolean | null = null;
          for (
            let row = segment.firstRows[nth] as number;
            row < (segment.firstRows[nth + 1] as number);
            row += 1
          ) {
            const score = scores[row] as number;
            if (!best.admits(score)) continue;
            isAccepted ??= accepts(nth);
            if (!isAccepted) break;
            const known = similarities?.[row] ?? NaN;
            const similarity = Number.isNaN(known) ? null : known;
            best.add({ ...passageAt(segment, row), item, similarity, score });
          }
        }
      }
      return best.taken();
    },
    rank(request) {
      const best = new Highest<RankedText>(request.limit);
      for (const found of find(request)) {
        const { segment, scores, words } = found;
        const accepts = filterOf(segment, request);
        for (const [nth, item] of segment.items.entries()) {
          const row = bestRow(found, nth);
          const score = scores[row] ?? -Infinity;
          if (!best.admits(score) || !accepts(nth)) continue;
          const { start, end } = passageAt(segment, row);
          best.add({ item, score, start, end, byWords: (words[row] as number) > 0 });
        }
      }
      return best.taken();
    },
    list(filter) {
      const listed: RankedText[] = [];
      for (const segment of store.all()) {
        const accepts = filterOf(segment, filter);
        for (const [nth, item] of segment.items.entries())
          if (accepts(nth)) listed.push({ item, score: 1, ...item.opening, byWords: false });
      }
      return listed;
    },
  };
}

function passageAt({ starts, ends, headings }: Segment, row: number): Passage {
  return { start: starts[row] as number, end: ends[row] as number, heading: headings.get(row) ?? '' };
}

function* passagesIn(segment: Segment, nth: number): Generator<Passage> {
  const end = segment.firstRows[nth + 1] as number;
  for (let row = segment.firstRows[nth] as number; row < end; row += 1) yield passageAt(segment, row);
}

/** A passage means little without what it stands under: its heading, or the title where it has none. Both would make all passages of a text alike. */
function embeddedText(title: string, text: string, { start, end, heading }: Passage): string {
  return `${heading || title}\n${text.slice(start, end)}`.replace(/\s+/gu, ' ').trim();
}
