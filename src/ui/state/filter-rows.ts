import type { MailRow } from '../../app/api';
import { yieldToPage } from '../../platform/yield-to-page';
import { groupOf, type GroupId } from './group-rows';

/** Rows; some milliseconds' work. */
const FOLDED_AT_ONCE = 1_000;

export interface RowFilter {
  /** Words that must all occur in sender, subject or snippet; case and accents do not matter. */
  readonly query: string;
  /** Only these groups; all when empty. */
  readonly groups: readonly GroupId[];
  readonly urgentOnly: boolean;
}

export const NO_FILTER: RowFilter = { query: '', groups: [], urgentOnly: false };

export function isFiltering(filter: RowFilter): boolean {
  return filter.query.trim() !== '' || filter.groups.length > 0 || filter.urgentOnly;
}

export function filterRows(rows: readonly MailRow[], filter: RowFilter): readonly MailRow[] {
  if (!isFiltering(filter)) return rows;
  const words = wordsOf(filter.query);
  const texts = words.length === 0 ? [] : textsOf(rows);
  return rows.filter(
    (row, index) =>
      (filter.groups.length === 0 || filter.groups.includes(groupOf(row))) &&
      (!filter.urgentOnly || row.urgent) &&
      holdsAll(texts[index] ?? '', words),
  );
}

/** The first rows that hold the words of the query, so many at most. */
export function firstRows(rows: readonly MailRow[], query: string, most: number): readonly MailRow[] {
  const words = wordsOf(query);
  const found: MailRow[] = [];
  for (const row of rows) {
    if (found.length === most) break;
    if (holdsAll(searchable(row), words)) found.push(row);
  }
  return found;
}

/** Whether to look for words in these rows takes no longer than a keystroke may. */
export function isFilterReady(rows: readonly MailRow[]): boolean {
  return rows.length <= FOLDED_AT_ONCE || folded.has(rows);
}

/** Makes it so: many thousand rows are folded a few at a time. */
export async function prepareFilter(rows: readonly MailRow[]): Promise<void> {
  if (isFilterReady(rows)) return;
  const texts: string[] = [];
  for (const row of rows) {
    texts.push(searchable(row));
    if (texts.length % FOLDED_AT_ONCE === 0) await yieldToPage();
  }
  folded.set(rows, texts);
}

function wordsOf(query: string): readonly string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}

function holdsAll(text: string, words: readonly string[]): boolean {
  for (const word of words) if (!text.includes(word)) return false;
  return true;
}

/** The texts of a list, side by side: to look each of fifty thousand up anew took as long as to search them. */
const folded = new WeakMap<readonly MailRow[], readonly string[]>();
/** Folding is the dear part, so each row is folded once; a changed row is another object. */
const foldedRows = new WeakMap<MailRow, string>();

function textsOf(rows: readonly MailRow[]): readonly string[] {
  let texts = folded.get(rows);
  if (!texts) {
    texts = rows.map(searchable);
    folded.set(rows, texts);
  }
  return texts;
}

function searchable(row: MailRow): string {
  let text = foldedRows.get(row);
  if (text === undefined) {
    text = fold(`${row.senderName} ${row.senderAddress} ${row.subject} ${row.snippet}`);
    foldedRows.set(row, text);
  }
  return text;
}

/** As it is compared: without case and accents. */
export function fold(text: string): string {
  // Most mail is ASCII, and normalising it would cost more than all the rest.
  // eslint-disable-next-line no-control-regex -- ASCII begins with control characters
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
