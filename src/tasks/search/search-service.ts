import { attempt } from '../../contracts/failure';
import type {
  AskCandidate,
  PackedVectors,
  ReadItems,
  SearchAnswer,
  SearchHit,
  SearchItem,
  SearchRequest,
  SearchScope,
  SearchWorkerApi,
  UnembeddedItem,
} from '../../contracts/search';
import { collapse } from '../text/sentences';
import { itemMatcher } from './query/matches';
import { createSearchIndex, type IndexedItem, type RankedText, type TextFilter } from './search-index';
import type { QueryTerm } from './query-terms';
import { makeSnippet } from './snippet';
import { packVector } from './vector-matrix';
import { candidateSentences } from './ask/candidate-sentences';

/** More than this nobody looks through. */
const MOST_FOUND = 500;

/** The search worker's API over an index in memory. Texts are read when a place in them is to be shown. */
export function createSearchService(readTexts?: ReadItems): SearchWorkerApi {
  const index = createSearchIndex();
  /** The items that wait for vectors. */
  const waiting = new Set<string>();
  let read: ReadItems = readTexts ?? (async () => []);

  function letWait({ id, passages }: IndexedItem): void {
    if (passages > 0) waiting.add(id);
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
  function filterOf({ query, byLabel }: SearchScope): TextFilter {
    const matches = itemMatcher(query.conditions);
    const refused = new Set(byLabel?.refused);
    return {
      ...{ phrases: query.phrases, without: query.without },
      accepts({ id, title, facts }) {
        if (!facts || refused.has(id)) return false;
        if (byLabel?.inboxOnly && (facts.source !== 'mail' || facts.sent)) return false;
        return matches(title, facts);
      },
    };
  }

  async function readById(ids: readonly string[]): Promise<Map<string, SearchItem>> {
    const items = await read([...new Set(ids)]);
    return new Map(items.map((item) => [item.id, item]));
  }

  async function search(request: SearchRequest): Promise<SearchAnswer> {
    const { query, vector, typing, limit } = request;
    const filter = filterOf(request);
    const found =
      query.words === ''
        ? index.list(filter)
        : index.rank({ ...filter, query: query.words, vector, typing, limit: MOST_FOUND });
    const ordered = request.order === 'date' || query.words === '' ? byDate(found) : found;
    const terms = index.terms(query.words, typing);
    const shown = ordered.slice(0, limit);
    const items = await readById(shown.map(({ item }) => item.id));
    const hits = shown.flatMap((place) => hitOf(place, items.get(place.item.id), terms, typing) ?? []);
    return { hits, total: ordered.length };
  }

  /** The newest first. What was found by its meaning alone is left out where words were found: by date, it would come before them. */
  function byDate(found: readonly RankedText[]): RankedText[] {
    const byWords = found.filter((place) => place.byWords);
    const date = ({ item }: RankedText): string => item.facts?.date ?? '';
    return [...(byWords.length > 0 ? byWords : found)].sort((a, b) =>
      date(a) === date(b) ? b.score - a.score : date(a) < date(b) ? 1 : -1,
    );
  }

  /** Null for what was deleted since it was indexed. */
  function hitOf(
    { start, end }: RankedText,
    item: SearchItem | undefined,
    terms: readonly QueryTerm[],
    typing: boolean,
  ): SearchHit | null {
    if (!item) return null;
    const passage = collapse(item.text.slice(start, end));
    const snippet = makeSnippet(passage, terms, index.languages, typing);
    return { id: item.id, title: item.title, facts: item.facts, start, end, ...snippet };
  }

  async function candidates(scope: SearchScope, limit: number): Promise<AskCandidate[]> {
    const question = scope.query.words;
    const passages = index.rankPassages({
      ...{ ...filterOf(scope), query: question, vector: scope.vector, limit },
    });
    const items = await readById(passages.map(({ item }) => item.id));
    return candidateSentences(index.terms(question), passages, {
      languages: index.languages,
      textOf: (id) => items.get(id),
      rarity: index.rarity,
    });
  }

  async function unembedded(most: number): Promise<UnembeddedItem[]> {
    const ids: string[] = [];
    let count = 0;
    for (const id of waiting) {
      const passages = index.item(id)?.passages ?? 0;
      if (count > 0 && count + passages > most) break;
      ids.push(id);
      count += passages;
    }
    const items = await readById(ids);
    const batch: UnembeddedItem[] = [];
    for (const id of ids) {
      const item = items.get(id);
      if (item) batch.push({ id, passages: index.passagesOf(id, item.text) });
      // Deleted since it was indexed.
      else waiting.delete(id);
    }
    return batch.length > 0 || ids.length === 0 ? batch : unembedded(most);
  }

  return {
    readTextsBy: async (by) =>
      attempt(() => {
        read = by;
        return null;
      }),
    restore: async (segments) =>
      attempt(() => {
        const items = segments.flatMap((segment) => index.restore(segment) ?? []);
        items.forEach(letWait);
        return items.map(({ id }) => id);
      }),
    add: async (added) =>
      attempt(() => {
        for (const item of added) if (!index.item(item.id)) letWait(index.add(item));
        return waiting.size;
      }),
    addVectors: async (vectors) =>
      attempt(() => {
        vectors.forEach(setPacked);
        return waiting.size;
      }),
    changes: async () => attempt(() => index.changes()),
    unembedded: async (passages) => attempt(() => unembedded(passages)),
    setVectors: async (embedded) =>
      attempt(() => {
        const packed = embedded.map(({ id, vectors }) => packRows(id, vectors)).filter(setPacked);
        return { packed, waiting: waiting.size };
      }),
    remove: async (ids) =>
      attempt(() => {
        for (const id of ids) waiting.delete(id);
        index.remove(ids);
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
