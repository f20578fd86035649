import { attempt } from '../../contracts/failure';
import type {
  AskCandidate,
  PackedVectors,
  SearchAnswer,
  SearchHit,
  SearchItem,
  SearchRequest,
  SearchScope,
  SearchWorkerApi,
} from '../../contracts/search';
import { collapse } from '../text/sentences';
import { itemMatcher } from './query/matches';
import { createSearchIndex, type RankedText } from './search-index';
import type { QueryTerm } from './query-terms';
import { makeSnippet } from './snippet';
import { packVector } from './vector-matrix';
import { candidateSentences } from './ask/candidate-sentences';

/** More than this nobody looks through. */
const MOST_FOUND = 500;
/** Of a text that is found by its facts alone. */
const OPENING = 240;

/** The search worker's API over an index in memory, with the texts that snippets are cut from. */
export function createSearchService(): SearchWorkerApi {
  const index = createSearchIndex();
  const items = new Map<string, SearchItem>();
  /** Passages as they are to be embedded, of the items that wait for vectors. */
  const waiting = new Map<string, readonly string[]>();

  function add(item: SearchItem): void {
    if (items.has(item.id)) return;
    items.set(item.id, item);
    const passages = index.add(item);
    if (passages.length > 0) waiting.set(item.id, passages);
  }

  function setPacked({ id, passages, vectors }: PackedVectors): boolean {
    const dimensions = vectors.length / Math.max(1, passages);
    const rows = Array.from({ length: passages }, (_, row) =>
      vectors.subarray(row * dimensions, (row + 1) * dimensions),
    );
    // Also where they are not taken: those that do not fit would be asked for again without end.
    waiting.delete(id);
    return index.setVectors(id, rows);
  }

  /** Which items a search may find. */
  function accepting({ query, byLabel }: SearchScope): (id: string) => boolean {
    const matches = itemMatcher(query);
    const refused = new Set(byLabel?.refused);
    return (id) => {
      const item = items.get(id);
      if (!item || refused.has(id)) return false;
      if (byLabel?.inboxOnly && (item.facts.source !== 'mail' || item.facts.sent)) return false;
      return matches(item);
    };
  }

  function search(request: SearchRequest): SearchAnswer {
    const { query, vector, typing, limit } = request;
    const accepts = accepting(request);
    const found =
      query.words === ''
        ? byFacts(accepts)
        : index.rank({ query: query.words, vector, typing, accepts, limit: MOST_FOUND });
    const ordered = request.order === 'date' || query.words === '' ? byDate(found) : found;
    const terms = index.terms(query.words, typing);
    const hits = ordered.slice(0, limit).flatMap((place) => hitOf(place, terms, typing) ?? []);
    return { hits, total: ordered.length };
  }

  function byFacts(accepts: (id: string) => boolean): RankedText[] {
    return [...items.values()]
      .filter(({ id }) => accepts(id))
      .map(({ id, ranges }) => {
        const start = ranges[0]?.start ?? 0;
        const end = Math.min(ranges[0]?.end ?? 0, start + OPENING);
        return { id, score: 1, start, end, similarity: null, byWords: false };
      });
  }

  /** The newest first. What was found by its meaning alone is left out where words were found: by date, it would come before them. */
  function byDate(found: readonly RankedText[]): RankedText[] {
    const byWords = found.filter((place) => place.byWords);
    const date = ({ id }: RankedText): string => items.get(id)?.facts.date ?? '';
    return [...(byWords.length > 0 ? byWords : found)].sort((a, b) =>
      date(a) === date(b) ? b.score - a.score : date(a) < date(b) ? 1 : -1,
    );
  }

  function hitOf(
    { id, start, end }: RankedText,
    terms: readonly QueryTerm[],
    typing: boolean,
  ): SearchHit | null {
    const item = items.get(id);
    if (!item) return null;
    const passage = collapse(item.text.slice(start, end));
    const snippet = makeSnippet(passage, terms, index.languages, typing);
    return { id, title: item.title, facts: item.facts, start, end, ...snippet };
  }

  function candidates(scope: SearchScope, limit: number): AskCandidate[] {
    const question = scope.query.words;
    const passages = index.rankPassages({
      ...{ query: question, vector: scope.vector, limit, accepts: accepting(scope) },
    });
    return candidateSentences(index.terms(question), passages, {
      languages: index.languages,
      textOf: (id) => items.get(id),
      rarity: index.rarity,
    });
  }

  return {
    add: async (added, vectors) =>
      attempt(() => {
        added.forEach(add);
        vectors.forEach(setPacked);
        return waiting.size;
      }),
    unembedded: async (passages) =>
      attempt(() => {
        const batch: { id: string; passages: readonly string[] }[] = [];
        let count = 0;
        for (const [id, texts] of waiting) {
          if (count > 0 && count + texts.length > passages) break;
          batch.push({ id, passages: texts });
          count += texts.length;
        }
        return batch;
      }),
    setVectors: async (embedded) =>
      attempt(() => {
        const packed = embedded.map(({ id, vectors }) => packRows(id, vectors)).filter(setPacked);
        return { packed, waiting: waiting.size };
      }),
    remove: async (ids) =>
      attempt(async () => {
        const gone = ids.flatMap((id) => items.get(id) ?? []);
        for (const { id } of gone) {
          items.delete(id);
          waiting.delete(id);
        }
        await index.remove(gone);
        return null;
      }),
    search: async (request) => attempt(() => search(request)),
    candidates: async ({ passages, ...scope }) => attempt(() => candidates(scope, passages)),
    complete: async (start, limit) => attempt(() => index.complete(start, limit)),
  };
}

function packRows(id: string, vectors: readonly Float32Array[]): PackedVectors {
  const rows = vectors.map(packVector);
  const packed = new Int8Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    packed.set(row, at);
    at += row.length;
  }
  return { id, passages: rows.length, vectors: packed };
}
