import { FILTERS, isFilterName } from './filter-words';

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
}

const MOST_OF_A_KIND = 6;

/** What the last word of a query, which is being typed, may become. */
export function suggestQueries(query: string, { people, words }: SuggestionSources): QuerySuggestion[] {
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
    const name = typed.slice(0, colon).toLowerCase();
    if (!isFilterName(name)) return [];
    const values = name === 'from' || name === 'to' || name === 'cc' ? people : FILTERS[name].values;
    return values
      .filter((value) => beginsWord(value, start) && value.toLowerCase() !== start)
      .slice(0, MOST_OF_A_KIND)
      .map((value) => offer(`${name}:${/\s/u.test(value) ? `"${value}"` : value}`, FILTERS[name].hint));
  }
  const filters = Object.entries(FILTERS)
    .filter(([name]) => typed !== '' && name.startsWith(start))
    .map(([name, { hint }]) => offer(`${name}:`, hint, ''));
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
