import type { DraftLanguage } from '../draft/language';
import { findMeant } from './misspellings';
import { queryTerms, type QueryTerm } from './query-terms';
import type { Vocabulary } from './segments/vocabulary';
import type { WantedStem } from './segments/word-scores';
import { stemOf } from './stems';

/** A word of a query as it is looked for. */
export interface KeywordTerm extends QueryTerm {
  /** Also words that begin like it are found. */
  readonly isBeginning: boolean;
}

/** A word that is still being typed counts for less than the whole word, and the less the more of it is missing. */
const PREFIX_WEIGHT = 0.4;
const SHORTEST_PREFIX = 3;

const weightOf = (stem: string, beginning: string): number =>
  (PREFIX_WEIGHT * stem.length) / (stem.length + 0.3 * (stem.length - beginning.length));

/**
 * The words of a query with the stems that they are looked for by: for a word that stands nowhere, those that are spelt almost alike.
 *
 * @param typing the last word is still being typed
 */
export function keywordTerms(
  query: string,
  typing: boolean,
  {
    vocabulary,
    languages,
  }: { readonly vocabulary: Vocabulary; readonly languages: ReadonlySet<DraftLanguage> },
): readonly KeywordTerm[] {
  const terms = queryTerms(query, languages);
  const typed = typing && /[\p{L}\p{N}]$/u.test(query) ? terms.at(-1) : undefined;
  return terms.map((term) => {
    const isBeginning = term === typed && term.word.length >= SHORTEST_PREFIX;
    const isKnown =
      holdingMost(term, vocabulary) > 0 ||
      (isBeginning && vocabulary.wordsFrom(term.word.toLowerCase(), 1).length > 0);
    const instead = isKnown ? [] : meant(term);
    return { ...term, stems: instead.length > 0 ? instead : term.stems, isBeginning };
  });

  /** The stems that a word which stands nowhere may have been meant for. */
  function meant({ word, stems }: QueryTerm): string[] {
    const likeStems = stems.flatMap((stem) => findMeant(stem, vocabulary.stems()));
    // A slip near its end keeps a word from being cut down to its stem.
    const likeWords = findMeant(word, vocabulary.words());
    const stemsOfWords = likeWords.flatMap((each) =>
      [...languages].map((language) => stemOf(each, language)),
    );
    return [...new Set([...likeStems, ...stemsOfWords])].filter((stem) => vocabulary.holding(stem) > 0);
  }
}

/** How many passages hold the commonest of a word's stems. */
export function holdingMost({ stems }: QueryTerm, vocabulary: Vocabulary): number {
  return Math.max(0, ...stems.map((stem) => vocabulary.holding(stem)));
}

/** All stems of these words, each once. */
export function wantedStems(terms: readonly KeywordTerm[], vocabulary: Vocabulary): WantedStem[] {
  const wanted = new Map<string, { number: number; weight: number }[]>();
  for (const { stems, isBeginning } of terms)
    for (const stem of stems) {
      const found = isBeginning ? vocabulary.stemsFrom(stem) : vocabulary.holding(stem) > 0 ? [stem] : [];
      const weighted = found.map((each) => ({
        number: vocabulary.add(each),
        weight: each === stem ? 1 : weightOf(each, stem),
      }));
      wanted.set(stem, [...(wanted.get(stem) ?? []), ...weighted]);
    }
  return [...wanted.values()].filter((each) => each.length > 0).map((each) => ({ terms: each }));
}
