import MiniSearch from 'minisearch';
import { detectLanguage, type DraftLanguage } from '../draft/language';
import { findMeant } from './misspellings';
import { queryTerms, type QueryTerm } from './query-terms';
import { stemOf } from './stems';
import { findWordPlaces, type WordPlace } from './words';

/** What is indexed of a passage. */
export interface PassageWords {
  readonly row: number;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

/** BM25+ over passages (Robertson & Zaragoza 2009; Lv & Zhai 2011). */
export interface KeywordIndex {
  /** Adds the passages of one text; their language is told from all of them together. */
  add(passages: readonly PassageWords[]): void;
  /** Forgets the passages of these texts, which must be as they were added, and their words. */
  remove(texts: readonly (readonly PassageWords[])[]): Promise<void>;
  /**
   * The words of a query with the stems that they are looked for by: for a word that stands nowhere, those that are spelt almost alike.
   *
   * @param typing the last word is still being typed
   */
  terms(query: string, typing: boolean): readonly KeywordTerm[];
  /** The rows that hold one of these words, best first. */
  search(terms: readonly KeywordTerm[]): KeywordHit[];
  /** How many rows hold the commonest of these stems. */
  count(stems: readonly string[]): number;
  /** Indexed words that begin like this, the commonest first. */
  complete(start: string, limit: number): string[];
  /** Those of the texts so far. */
  readonly languages: ReadonlySet<DraftLanguage>;
}

/** A word of a query as it is looked for. */
export interface KeywordTerm extends QueryTerm {
  /** Also words that begin like it are found. */
  readonly isBeginning: boolean;
}

export interface KeywordHit {
  readonly row: number;
  readonly score: number;
}

const FIELDS = ['title', 'heading', 'text'] as const;
const BOOSTS = { title: 1.5, heading: 1.2, text: 1 };
/** Passages are of one length by and large, so length says less than it does for texts. */
const BM25 = { k: 1.2, b: 0.5, d: 0.5 };
/** A word that is still being typed counts for less than the whole word. */
const PREFIX_WEIGHT = 0.4;
const SHORTEST_PREFIX = 3;

export function createKeywordIndex(): KeywordIndex {
  const languages = new Set<DraftLanguage>(['en']);
  const index = new MiniSearch<{ row: number } & Partial<Record<(typeof FIELDS)[number], string>>>({
    idField: 'row',
    fields: [...FIELDS],
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (term) => term,
    autoVacuum: false,
  });

  /** Each search asks for them several times, and to look for a misspelt word takes some milliseconds. */
  let last: {
    readonly query: string;
    readonly typing: boolean;
    readonly terms: readonly KeywordTerm[];
  } | null = null;

  /** In how many passages each stem stands, and how often each word was met as it is written. */
  const frequencies = new Map<string, number>();
  const written = new Map<string, number>();

  /** The stems of the passages of one text; their counts go up or down. */
  function stemmed(
    passages: readonly PassageWords[],
    step: 1 | -1,
  ): Record<(typeof FIELDS)[number], string>[] {
    const language = detectLanguage(passages.map(({ text }) => text).join('\n'));
    languages.add(language);
    return passages.map((passage) => {
      const places = [...findWordPlaces(passage.text)];
      for (const { word } of places)
        if (word.length > SHORTEST_PREFIX) change(written, word.toLowerCase(), step);
      const stemsOf = (words: Iterable<WordPlace>): string[] =>
        [...words].map(({ word }) => stemOf(word, language));
      const title = stemsOf(findWordPlaces(passage.title));
      const heading = stemsOf(findWordPlaces(passage.heading));
      const text = stemsOf(places);
      for (const stem of new Set([...title, ...heading, ...text])) change(frequencies, stem, step);
      return { title: title.join(' '), heading: heading.join(' '), text: text.join(' ') };
    });
  }

  const count = (stems: readonly string[]): number =>
    Math.max(0, ...stems.map((stem) => frequencies.get(stem) ?? 0));

  const complete = (start: string, limit: number): string[] =>
    [...written]
      .filter(([word]) => word.startsWith(start.toLowerCase()))
      .sort(([, a], [, b]) => b - a)
      .slice(0, limit)
      .map(([word]) => word);

  /** The stems that a word which stands nowhere may have been meant for. */
  function meant({ word, stems }: QueryTerm): string[] {
    const likeStems = stems.flatMap((stem) => findMeant(stem, frequencies.keys()));
    // A slip near its end keeps a word from being cut down to its stem.
    const likeWords = findMeant(word, written.keys());
    const stemsOfWords = likeWords.flatMap((each) =>
      [...languages].map((language) => stemOf(each, language)),
    );
    return [...new Set([...likeStems, ...stemsOfWords])].filter((stem) => frequencies.has(stem));
  }

  return {
    languages,
    add(passages) {
      last = null;
      const texts = stemmed(passages, 1);
      index.addAll(passages.map(({ row }, nth) => ({ row, ...texts[nth] })));
    },
    async remove(texts) {
      last = null;
      for (const passages of texts) stemmed(passages, -1);
      index.discardAll(texts.flat().map(({ row }) => row));
      await index.vacuum();
    },
    count,
    complete,
    terms(query, typing) {
      if (last?.query === query && last.typing === typing) return last.terms;
      const terms = queryTerms(query, languages);
      const typed = typing && /[\p{L}\p{N}]$/u.test(query) ? terms.at(-1) : undefined;
      const looked = terms.map((term) => {
        const isBeginning = term === typed && term.word.length >= SHORTEST_PREFIX;
        const isKnown = count(term.stems) > 0 || (isBeginning && complete(term.word, 1).length > 0);
        const instead = isKnown ? [] : meant(term);
        return { ...term, stems: instead.length > 0 ? instead : term.stems, isBeginning };
      });
      last = { query, typing, terms: looked };
      return looked;
    },
    search(terms) {
      const results = index.search({
        combineWith: 'OR',
        queries: terms.map(({ stems, isBeginning }) => ({
          ...{ combineWith: 'OR', queries: [...stems], prefix: isBeginning },
        })),
        ...{ boost: BOOSTS, bm25: BM25, weights: { fuzzy: 0, prefix: PREFIX_WEIGHT } },
      });
      return results.map(({ id, score }) => ({ row: id as number, score }));
    },
  };
}

function change(counts: Map<string, number>, key: string, step: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
