import Papa from 'papaparse';
import type { TableSeparator } from '../../contracts/table';

/** A character that no text holds: with it as separator, every row is one cell, quotes included. */
const NO_SEPARATOR = '\u001f';

export interface ParsedRows {
  readonly rows: readonly (readonly string[])[];
  /** Row, from 1, where a quotation mark opens that nothing closes; null when all is well. */
  readonly openQuoteRow: number | null;
}

/** The cells of separated values (RFC 4180, and what spreadsheets make of it). Empty lines are left out. */
export function parseRows(text: string, separator: TableSeparator | null, limit = 0): ParsedRows {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: separator ?? NO_SEPARATOR,
    skipEmptyLines: true,
    preview: limit,
  });
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  return { rows: data, openQuoteRow: open ? (open.row ?? 0) + 1 : null };
}
