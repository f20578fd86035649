import type { Observable } from '../../contracts/observable';
import type { RemoteWriter } from '../../contracts/briefing';
import type { SearchFacts, SearchHit, SearchItem, SearchOrder } from '../../contracts/search';
import type { PageLanguage } from '../../contracts/settings';
import type { QuerySuggestion } from '../../tasks/search/query/suggest';
import type { IndexState } from './index-state';

export type { IndexState, QuerySuggestion };

export interface SearchResults {
  readonly hits: readonly SearchHit[];
  /** How many there are altogether. */
  readonly total: number;
  /** What of the query was not understood, in sentences. */
  readonly problems: readonly string[];
  /** More may follow: so far only the words were looked for. */
  readonly partial: boolean;
}

export interface SearchOptions {
  readonly order: SearchOrder;
  readonly limit: number;
  /** The last word is still being typed. */
  readonly typing: boolean;
  readonly signal: AbortSignal;
  /** Gets what the words alone find, at once, and then all. */
  readonly onResults: (results: SearchResults) => void;
}

/** A sentence that an answer rests on. */
export interface Citation {
  /** `SearchItem.id`. */
  readonly itemId: string;
  readonly title: string;
  readonly facts: SearchFacts | null;
  readonly text: string;
  /** Offsets into the item's text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface Answer {
  readonly question: string;
  /** The sentence that says it first, then others that say it too; empty when nothing supports an answer. */
  readonly citations: readonly Citation[];
  /** Places that come closest where nothing supports an answer. */
  readonly nearest: readonly Citation[];
  /** The language model's wording, which says nothing that the citations do not; null while there is none. */
  readonly phrased: string | null;
  /** Who worded it, when that is a model that others run. */
  readonly writer: RemoteWriter | null;
  readonly phase: 'looking' | 'phrasing' | 'done';
}

export interface SearchApi {
  readonly index: Observable<IndexState>;
  /** The last queries, the latest first. */
  readonly recent: Observable<readonly string[]>;
  /** Brings the index in step with what is stored. Rejects with a `DesksideError`. */
  refresh(): Promise<void>;
  /** Resolves when all has been found. Rejects with a `DesksideError`. */
  search(query: string, options: SearchOptions): Promise<void>;
  suggest(query: string, language: PageLanguage): Promise<readonly QuerySuggestion[]>;
  /** Filters of the question keep to where the answer is looked for. `onAnswer` gets the answer each time that more of it is known. Rejects with a `DesksideError`. */
  ask(
    question: string,
    options: { readonly signal: AbortSignal; readonly onAnswer: (answer: Answer) => void },
  ): Promise<void>;
  remember(query: string): Promise<void>;
  forgetRecent(): Promise<void>;
  /** The whole text of a mail or document; null when it is gone. Rejects with a `DesksideError`. */
  read(itemId: string): Promise<SearchItem | null>;
  isQuestion(text: string): boolean;
}
