import type { DraftLanguage } from '../draft/language';
import { STOP_WORDS } from './stop-words';
import { stemOf } from './stems';
import { findWordPlaces, foldWord } from './words';

/** A word of a query in each form in which a text may hold it. */
export interface QueryTerm {
  readonly word: string;
  /** Its stem in each language of the indexed texts, without doubles. */
  readonly stems: readonly string[];
}

/** The words that a query is searched for: all but the commonest, unless it has no others. */
export function queryTerms(query: string, languages: Iterable<DraftLanguage>): QueryTerm[] {
  const words = [...new Set([...findWordPlaces(query)].map(({ word }) => word.toLowerCase()))];
  const telling = words.filter((word) => !STOP_WORDS.has(foldWord(word)));
  const spoken = [...languages];
  return (telling.length > 0 ? telling : words).map((word) => ({
    word,
    stems: [...new Set(spoken.map((language) => stemOf(word, language)))],
  }));
}
