import { CATEGORIES, type Category } from '../../../contracts/briefing';
import type { SearchCondition, SearchQuery, SearchTest } from '../../../contracts/search';
import { readDateSpan } from './date-span';
import { FILTERS, isFilterName, type FilterName } from './filter-words';
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
    if (token.name !== null && isFilterName(token.name)) {
      const test = readTest(token.name, token.value.trim(), now);
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
function readTest(name: FilterName, value: string, now: Date): SearchTest | string {
  if (value === '') return `“${name}:” needs something after the colon: ${FILTERS[name].hint}.`;
  const lower = value.toLowerCase();
  switch (name) {
    case 'from':
    case 'to':
    case 'cc':
    case 'subject':
      return { field: name, text: value };
    case 'label':
      return isCategory(lower) ? { field: 'label', category: lower } : unknownValue(name, value);
    case 'has':
      return lower === 'attachment' || lower === 'draft'
        ? { field: 'has', part: lower }
        : unknownValue(name, value);
    case 'in':
      return lower === 'inbox' || lower === 'sent' || lower === 'documents'
        ? { field: 'in', place: lower }
        : unknownValue(name, value);
    case 'is':
      return lower === 'urgent' ? { field: 'urgent' } : unknownValue(name, value);
    case 'before':
    case 'after':
    case 'on':
      return readDates(name, value, now);
  }
}

function readDates(name: 'before' | 'after' | 'on', value: string, now: Date): SearchTest | string {
  const span = readDateSpan(value, now);
  if (!span)
    return `“${name}:${value}” is no date. Write a day as 2026-10-05, a month as 2026-10, “yesterday”, or “7d” for the last seven days.`;
  const [start, end] = [span.start.toISOString(), span.end.toISOString()];
  if (name === 'on') return { field: 'date', start, end };
  // What was sent on the day itself is neither before nor after it; the last seven days, though, begin with their first.
  if (name === 'before') return { field: 'date', start: null, end: start };
  return { field: 'date', start: /^\d+[dw]$/iu.test(value) ? start : end, end: null };
}

function unknownValue(name: FilterName, value: string): string {
  const known = FILTERS[name].values.map((each) => `${name}:${each}`).join(', ');
  return `“${name}:${value}” is not known. There is ${known}.`;
}

const isCategory = (value: string): value is Category => (CATEGORIES as readonly string[]).includes(value);
