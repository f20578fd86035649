import type { DraftLanguage } from '../draft/language';
import { coverageOf, fuseScores } from './fuse-scores';
import { createKeywordIndex, type PassageWords } from './keyword-index';
import type { QueryTerm } from './query-terms';
import { splitPassages, type Passage, type TextRange } from './passages';
import { createVectorMatrix } from './vector-matrix';

export interface SearchText {
  /** Unique among the texts of an index. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The stretches of it to index; all of it without them. */
  readonly ranges?: readonly TextRange[];
}

export type SearchMode = 'hybrid' | 'keywords' | 'vectors';

interface FindRequest {
  readonly query: string;
  /** The query's unit vector; null searches by words alone. */
  readonly vector: Float32Array | null;
  readonly mode?: SearchMode;
  /** The last word is still being typed. */
  readonly typing?: boolean;
}

export interface RankRequest extends FindRequest {
  readonly limit: number;
  /** Which texts may be found; all without it. Asked once for each text. */
  readonly accepts?: (id: string) => boolean;
}

/** A text that was found, with its best passage: offsets into its text, end exclusive. */
export interface RankedText {
  readonly id: string;
  /** Higher is better; comparable within one ranking only. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
  /** Cosine similarity of that passage; null without its vector. */
  readonly similarity: number | null;
  /** Whether the passage holds a word of the query. */
  readonly byWords: boolean;
}

/** A passage that was found. Offsets into the text of `id`, end exclusive. */
export interface RankedPassage extends Passage {
  readonly id: string;
  /** Cosine similarity; null without vectors. */
  readonly similarity: number | null;
}

/** Passages of texts by their words and by their vectors. Adds and searches at once; who embeds gives the vectors later. */
export interface SearchIndex {
  readonly size: number;
  has(id: string): boolean;
  /** Indexes the words of a text that is not there yet, and returns its passages as they are to be embedded; empty for one without words. */
  add(text: SearchText): string[];
  /** The unit vectors of a text's passages, in order; those of a text that is gone meanwhile, or of another number of passages, are not taken. */
  setVectors(id: string, vectors: readonly Int8Array[]): boolean;
  /** Forgets texts, which must be as they were added. */
  remove(texts: readonly SearchText[]): Promise<void>;
  rank(request: RankRequest): RankedText[];
  /** The best passages, several of a text where it has them. */
  rankPassages(request: RankRequest): RankedPassage[];
  /** The words of a query as they are looked for; `typing` as for a ranking. */
  terms(query: string, typing?: boolean): readonly QueryTerm[];
  /** How much a word tells, as BM25 has it (inverse document frequency): more for a rarer one. */
  rarity(term: QueryTerm): number;
  /** Words of the texts that begin like this, the commonest first. */
  complete(start: string, limit: number): string[];
  /** Those of the texts so far. */
  readonly languages: ReadonlySet<DraftLanguage>;
}

interface Entry {
  readonly id: string;
  readonly passages: readonly Passage[];
  readonly firstRow: number;
}

/** Below this cosine similarity, a passage is about something else. */
const LEAST_SIMILARITY = 0.2;
/** What a passage whose vector is not there yet is taken to have: about what one has that shares a subject with the query. */
const UNKNOWN_SIMILARITY = 0.3;

/** A passage's row with what was found of it. */
interface FoundRow {
  readonly row: number;
  readonly owner: Entry;
  readonly score: number;
  readonly similarity: number | null;
  readonly byWords: boolean;
}

export function createSearchIndex(): SearchIndex {
  let keywords = createKeywordIndex();
  let matrix = createVectorMatrix();
  const entries = new Map<string, Entry>();
  let owners: (Entry | null)[] = [];

  function rarity({ stems }: QueryTerm): number {
    const holding = keywords.count(stems);
    return Math.log(1 + (owners.length - holding + 0.5) / (holding + 0.5));
  }

  /** All rows in which something of the query is found. */
  function* findRows({ query, vector, mode = 'hybrid', typing = false }: FindRequest): Generator<FoundRow> {
    const terms = keywords.terms(query, typing);
    const hits = mode === 'vectors' ? [] : keywords.search(terms);
    const words = new Map(hits.map(({ row, score }) => [row, score]));
    const compares = vector !== null && mode !== 'keywords' && matrix.dimensions === vector.length;
    if (!compares) {
      for (const [row, score] of words) {
        const owner = owners[row];
        if (owner) yield { row, owner, score, similarity: null, byWords: true };
      }
      return;
    }
    const whole = terms.reduce((sum, term) => sum + rarity(term), 0);
    const similarities = matrix.similarities(vector, owners.length);
    for (const [row, owner] of owners.entries()) {
      const score = words.get(row);
      const known = similarities[row] ?? NaN;
      const similarity = Number.isNaN(known) ? null : known;
      if (!owner || (score === undefined && (similarity ?? 0) < LEAST_SIMILARITY)) continue;
      const fused = fuseScores(similarity ?? UNKNOWN_SIMILARITY, coverageOf(score ?? 0, whole));
      yield { row, owner, score: fused, similarity, byWords: score !== undefined };
    }
  }

  return {
    get size() {
      return entries.size;
    },
    has: (id) => entries.has(id),
    add({ id, title, text, ranges }) {
      const passages = splitPassages(text, ranges);
      const entry: Entry = { id, passages, firstRow: owners.length };
      entries.set(id, entry);
      owners.push(...passages.map(() => entry));
      keywords.add(wordsOf({ id, title, text }, entry));
      return passages.map((passage) => embeddedText(title, text, passage));
    },
    setVectors(id, vectors) {
      const entry = entries.get(id);
      if (!entry || vectors.length !== entry.passages.length) return false;
      for (const [index, vector] of vectors.entries()) matrix.setPacked(entry.firstRow + index, vector);
      return true;
    },
    async remove(texts) {
      const gone = texts.filter(({ id }) => entries.has(id));
      const passages = gone.map((text) => wordsOf(text, entries.get(text.id)));
      for (const { id } of gone) entries.delete(id);
      if (entries.size === 0) {
        keywords = createKeywordIndex();
        matrix = createVectorMatrix();
        owners = [];
        return;
      }
      for (const { row } of passages.flat()) {
        owners[row] = null;
        matrix.clear(row);
      }
      if (gone.length > 0) await keywords.remove(passages);
    },
    get languages() {
      return keywords.languages;
    },
    complete: (start, limit) => keywords.complete(start, limit),
    terms: (query, typing = false) => keywords.terms(query, typing),
    rarity,
    rankPassages(request) {
      const accepts = onceForEach(request.accepts);
      const best: FoundRow[] = [];
      for (const found of [...findRows(request)].sort((a, b) => b.score - a.score)) {
        if (best.length >= request.limit) break;
        if (accepts(found.owner)) best.push(found);
      }
      return best.flatMap(({ row, owner, similarity }) => {
        const passage = owner.passages[row - owner.firstRow];
        return passage ? [{ ...passage, id: owner.id, similarity }] : [];
      });
    },
    rank(request) {
      const best = new Map<Entry, FoundRow>();
      const accepts = onceForEach(request.accepts);
      for (const found of findRows(request)) {
        const { owner, score } = found;
        if ((best.get(owner)?.score ?? -Infinity) >= score) continue;
        if (accepts(owner)) best.set(owner, found);
      }
      return [...best.values()]
        .sort((a, b) => b.score - a.score)
        .slice(0, request.limit)
        .flatMap(({ row, owner, score, similarity, byWords }) => {
          const passage = owner.passages[row - owner.firstRow];
          if (!passage) return [];
          return [{ id: owner.id, score, start: passage.start, end: passage.end, similarity, byWords }];
        });
    },
  };
}

/** Remembers the answer for each text: to look through it takes time. */
function onceForEach(accepts: (id: string) => boolean = () => true): (text: Entry) => boolean {
  const answers = new Map<Entry, boolean>();
  return (text) => {
    const answer = answers.get(text) ?? accepts(text.id);
    answers.set(text, answer);
    return answer;
  };
}

function wordsOf({ title, text }: SearchText, entry: Entry | undefined): PassageWords[] {
  return (entry?.passages ?? []).map(({ start, end, heading }, index) => ({
    row: (entry?.firstRow ?? 0) + index,
    ...{ title, heading, text: text.slice(start, end) },
  }));
}

/** A passage means little without what it stands under: its heading, or the title where it has none. Both would make all passages of a text alike. */
function embeddedText(title: string, text: string, { start, end, heading }: Passage): string {
  return `${heading || title}\n${text.slice(start, end)}`.replace(/\s+/gu, ' ').trim();
}
