import type { Category } from './briefing';
import type { Result } from './failure';

/** A part of the search index, as it is kept between visits. */
export interface SearchRow {
  /** `SearchItem.id`. */
  readonly id: string;
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** Part of the index of words, as it is stored. */
export interface PackedSegment {
  readonly id: string;
  /** `SearchItem.id` of all whose words are in it. */
  readonly items: readonly string[];
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** Where a found text comes from. */
export type SearchSource = 'mail' | 'document';

/** A mail or a document as the search worker gets it. */
export interface SearchItem {
  /** `mail:` with `Message.id`, or `document:` with `DeskDocument.id`. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The stretches of the text that are searched. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  readonly facts: SearchFacts;
}

/** What filters look at. What the briefing finds out is not here: it changes, and the page knows it. */
export interface SearchFacts {
  readonly source: SearchSource;
  /** `Message.threadId`; for a document its own id. */
  readonly threadId: string;
  readonly sent: boolean;
  /** Name and address of the sender; for a document its path. */
  readonly from: string;
  /** Names and addresses of those it went to, copies included. */
  readonly to: string;
  /** Those of them who got a copy. */
  readonly cc: string;
  /** When it was sent or imported, ISO 8601 in UTC; null when not known. */
  readonly date: string | null;
  readonly hasAttachment: boolean;
}

/** The words and conditions of a query. */
export interface SearchQuery {
  /** What is ranked by; empty when only conditions are given. */
  readonly words: string;
  /** Must stand in the title or the text as they are, capitals and accents aside. */
  readonly phrases: readonly string[];
  /** Must not. */
  readonly without: readonly string[];
  readonly conditions: readonly SearchCondition[];
}

export type SearchTest =
  | { readonly field: 'from' | 'to' | 'cc' | 'subject'; readonly text: string }
  | { readonly field: 'label'; readonly category: Category }
  /** From `start` on and before `end`, ISO 8601 in UTC; null is open. */
  | { readonly field: 'date'; readonly start: string | null; readonly end: string | null }
  | { readonly field: 'has'; readonly part: 'attachment' | 'draft' }
  | { readonly field: 'in'; readonly place: 'inbox' | 'sent' | 'documents' }
  | { readonly field: 'urgent' };

export type SearchCondition = SearchTest & {
  /** Only what does not meet it. */
  readonly negated: boolean;
};

export type SearchOrder = 'relevance' | 'date';

/** What is looked for, and where. */
export interface SearchScope {
  readonly query: SearchQuery;
  /** Unit vector of the words; null searches by words alone. */
  readonly vector: Float32Array | null;
  /** What conditions on what the briefing found out rule out; null for no such condition. */
  readonly byLabel: { readonly refused: readonly string[]; readonly inboxOnly: boolean } | null;
}

export interface SearchRequest extends SearchScope {
  /** The last word is still being typed. */
  readonly typing: boolean;
  readonly order: SearchOrder;
  readonly limit: number;
}

/** A stretch of a text with what is to be highlighted in it. Offsets in UTF-16 code units of the text that is named, end exclusive. */
export interface Highlight {
  readonly start: number;
  readonly end: number;
}

/** A found text. */
export interface SearchHit {
  /** `SearchItem.id`. */
  readonly id: string;
  readonly title: string;
  readonly facts: SearchFacts;
  /** The place that answers best. Offsets into the item's text. */
  readonly start: number;
  readonly end: number;
  /** Some of that place, on one line. */
  readonly snippet: string;
  /** Into `snippet`. */
  readonly highlights: readonly Highlight[];
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** How many were found altogether; `hits` has at most `limit` of them. */
  readonly total: number;
}

/** A sentence that may answer a question. Offsets into the item's text. */
export interface AskCandidate {
  /** `SearchItem.id`. */
  readonly id: string;
  readonly title: string;
  /** The heading above it; empty where there is none. */
  readonly heading: string;
  /** On one line. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Share of the question's words that stand in it or in its title or heading, each weighted by how rare it is; 0 to 1. */
  readonly overlap: number;
  /** Cosine similarity of its passage to the question; null while the passage has no vector. */
  readonly passageSimilarity: number | null;
}

/** Passages of an item that wait for their vectors. */
export interface UnembeddedItem {
  readonly id: string;
  readonly passages: readonly string[];
}

/** The vectors of an item, packed: `passages` rows one after the other. */
export interface PackedVectors {
  readonly id: string;
  readonly passages: number;
  readonly vectors: Int8Array;
}

/** The items of these ids as they are stored now, in any order; those that are gone are left out. */
export type ReadItems = (ids: readonly string[]) => Promise<readonly SearchItem[]>;

/** The search worker over Comlink. It holds no texts: it reads those of what was found. Nothing throws. */
export interface SearchWorkerApi {
  /** To be called first. Without it there are no texts. */
  readTextsBy(read: ReadItems): Promise<Result<null>>;
  /** Takes segments as `changes` gave them, and returns the ids of the items in them. One that cannot be read, or that holds an item which is there already, is left out. */
  restore(segments: readonly PackedSegment[]): Promise<Result<readonly string[]>>;
  /** Adds items that are not there yet. Returns how many wait for vectors. */
  add(items: readonly SearchItem[]): Promise<Result<number>>;
  /** Takes vectors that were kept. Returns how many items wait for theirs. */
  addVectors(vectors: readonly PackedVectors[]): Promise<Result<number>>;
  /** What is to be stored, or not to be stored any more, since it was last asked. */
  changes(): Promise<
    Result<{ readonly segments: readonly PackedSegment[]; readonly gone: readonly string[] }>
  >;
  /** Items that wait for vectors, the first added first, up to about this many passages. */
  unembedded(passages: number): Promise<Result<readonly UnembeddedItem[]>>;
  /** Packs unit vectors, takes them, and returns them as they are to be kept; those of items that are gone are left out. */
  setVectors(
    items: readonly { readonly id: string; readonly vectors: readonly Float32Array[] }[],
  ): Promise<Result<{ readonly packed: readonly PackedVectors[]; readonly waiting: number }>>;
  remove(ids: readonly string[]): Promise<Result<null>>;
  search(request: SearchRequest): Promise<Result<SearchAnswer>>;
  /** The sentences of this many passages that are closest to a question, the words of the query; best passage first. */
  candidates(request: SearchScope & { readonly passages: number }): Promise<Result<readonly AskCandidate[]>>;
  /** Words of the indexed texts that begin like this, the commonest first. */
  complete(start: string, limit: number): Promise<Result<readonly string[]>>;
}
