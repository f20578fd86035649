import type { SearchCondition, SearchQuery, SearchTest } from '../../../contracts/search';
import { countsBack, readDateSpan } from './date-span';
import { FILTERS, readFilterName, readFilterValue, type TypedFilter } from './filter-words';
import { splitQuery, type QueryToken } from './query-tokens';

export interface ParsedQuery extends SearchQuery {
  /** What of it could not be understood, and what to write instead; each part is left out of the search. */
  readonly problems: readonly string[];
}

/**
 * Reads a query: words, `"phrases"`, `-without`, and filters such as `from:kwame` or `-is:urgent`. Never fails: what makes no sense is said in
 * `problems`. A name before a colon that is no filter (`Re:`, `14:00`, `https://…`) is a word like others.
 */
export function parseQuery(query: string, now: Date): ParsedQuery {
  const words: string[] = [];
  const phrases: string[] = [];
  const without: string[] = [];
  const conditions: SearchCondition[] = [];
  const problems: string[] = [];

  for (const token of splitQuery(query)) {
    const filter = token.name === null ? null : readFilterName(token.name);
    if (filter !== null) {
      const test = readTest(filter, token.name ?? '', token.value.trim(), now);
      if (typeof test === 'string') problems.push(test);
      else conditions.push({ ...test, negated: token.negated });
      continue;
    }
    const text = plainText(token, query);
    if (text === '') continue;
    if (token.negated) without.push(text);
    else words.push(text);
    if (token.quoted && !token.negated && token.name === null) phrases.push(text);
  }
  return { words: words.join(' '), phrases, without, conditions, problems: [...new Set(problems)] };
}

function plainText({ name, value, negated, start, end }: QueryToken, query: string): string {
  const text = name === null ? value.trim() : query.slice(start + (negated ? 1 : 0), end);
  return /[\p{L}\p{N}]/u.test(text) ? text : '';
}

/** What a filter asks for, or what is wrong with it. */
function readTest(
  { name, language }: TypedFilter,
  typed: string,
  value: string,
  now: Date,
): SearchTest | string {
  if (value === '') return `“${typed}:” needs something after the colon: ${FILTERS[name].hint}.`;
  switch (name) {
    case 'from':
    case 'to':
    case 'cc':
    case 'subject':
      return { field: name, text: value };
    case 'before':
    case 'after':
    case 'on':
      return readDates(name, typed, value, now);
    case 'label':
    case 'has':
    case 'in':
    case 'is':
      return testOf(readFilterValue(name, value)) ?? unknownValue({ name, language }, typed, value);
  }
}

/** By the value in English; null for one that the filter does not take. */
function testOf(value: string | null): SearchTest | null {
  switch (value) {
    case 'reply':
    case 'act':
    case 'read':
    case 'skip':
      return { field: 'label', category: value };
    case 'attachment':
    case 'draft':
      return { field: 'has', part: value };
    case 'inbox':
    case 'sent':
    case 'documents':
      return { field: 'in', place: value };
    case 'urgent':
      return { field: 'urgent' };
    default:
      return null;
  }
}

function readDates(
  name: 'before' | 'after' | 'on',
  typed: string,
  value: string,
  now: Date,
): SearchTest | string {
  const span = readDateSpan(value, now);
  if (!span)
    return `“${typed}:${value}” is no date. Write a day as 2026-10-05, a month as 2026-10, “yesterday”, or “7d” for the last seven days.`;
  const [start, end] = [span.start.toISOString(), span.end.toISOString()];
  if (name === 'on') return { field: 'date', start, end };
  // What was sent on the day itself is neither before nor after it; the last seven days, though, begin with their first.
  if (name === 'before') return { field: 'date', start: null, end: start };
  return { field: 'date', start: countsBack(value) ? start : end, end: null };
}

/** What there is instead, in the language of the filter. */
function unknownValue({ name, language }: TypedFilter, typed: string, value: string): string {
  const known = FILTERS[name].values.map((words) => `${typed}:${words[language]}`).join(', ');
  return `“${typed}:${value}” is not known. There is ${known}.`;
}
