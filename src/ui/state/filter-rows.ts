import type { MailRow } from '../../app/api';
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
  const words = fold(filter.query).split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (filter.groups.length === 0 || filter.groups.includes(groupOf(row))) &&
      (!filter.urgentOnly || row.urgent) &&
      (words.length === 0 || words.every((word) => searchable(row).includes(word))),
  );
}

/** Makes filtering quick from the first letter on: many thousand rows are folded a few at a time. */
export async function prepareFilter(rows: readonly MailRow[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    searchable(row);
    if (index % FOLDED_AT_ONCE === FOLDED_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Folding is the dear part, so each row is folded once; a changed row is another object. */
const folded = new WeakMap<MailRow, string>();

function searchable(row: MailRow): string {
  let text = folded.get(row);
  if (text === undefined) {
    text = fold(`${row.senderName} ${row.senderAddress} ${row.subject} ${row.snippet}`);
    folded.set(row, text);
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
