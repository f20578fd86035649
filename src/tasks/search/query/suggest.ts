import type { PageLanguage } from '../../../contracts/settings';
import { foldWord } from '../words';
import { FILTER_NAMES, FILTERS, readFilterName } from './filter-words';

/** Something that a query could go on with. */
export interface QuerySuggestion {
  /** The whole query with it. */
  readonly query: string;
  /** What is added, as it is shown. */
  readonly label: string;
  /** What it means, in a few words; empty for a plain word. */
  readonly hint: string;
}

export interface SuggestionSources {
  /** Names or addresses of people in the mail. */
  readonly people: readonly string[];
  /** Words of the texts that begin as the last word does. */
  readonly words: readonly string[];
  /** That filters are offered in. */
  readonly language: PageLanguage;
}

const MOST_OF_A_KIND = 6;

/** What the last word of a query, which is being typed, may become. */
export function suggestQueries(
  query: string,
  { people, words, language }: SuggestionSources,
): QuerySuggestion[] {
  const last = /(?:^|\s)(-?)([^\s"“”„]*)$/u.exec(query);
  if (!last) return [];
  const [, minus = '', typed = ''] = last;
  const before = query.slice(0, query.length - typed.length);
  const colon = typed.indexOf(':');
  const start = (colon === -1 ? typed : typed.slice(colon + 1)).toLowerCase();
  const offer = (text: string, hint: string, after = ' '): QuerySuggestion => ({
    query: `${before}${text}${after}`,
    label: `${minus}${text}`,
    hint,
  });

  if (colon !== -1) {
    const word = typed.slice(0, colon).toLowerCase();
    const filter = readFilterName(word);
    if (!filter) return [];
    const { name } = filter;
    // In the language that the filter was typed in; of a word that several have, in the page's.
    const spoken = FILTERS[name].names[language] === word ? language : filter.language;
    const values =
      name === 'from' || name === 'to' || name === 'cc'
        ? people
        : FILTERS[name].values.map((words) => words[spoken]);
    return values
      .filter((value) => beginsWord(value, start) && value.toLowerCase() !== start)
      .slice(0, MOST_OF_A_KIND)
      .map((value) => offer(`${word}:${/\s/u.test(value) ? `"${value}"` : value}`, FILTERS[name].hint));
  }
  const filters = FILTER_NAMES.map((name) => ({
    word: FILTERS[name].names[language],
    hint: FILTERS[name].hint,
  }))
    .filter(({ word }) => typed !== '' && foldWord(word).startsWith(foldWord(start)))
    .map(({ word, hint }) => offer(`${word}:`, hint, ''));
  const plain = words
    .filter((word) => start !== '' && word !== start)
    .slice(0, MOST_OF_A_KIND)
    .map((word) => offer(word, ''));
  return [...filters, ...plain].slice(0, MOST_OF_A_KIND);
}

function beginsWord(value: string, start: string): boolean {
  const lower = value.toLowerCase();
  return lower.startsWith(start) || lower.split(/[\s@.]+/u).some((word) => word.startsWith(start));
}
