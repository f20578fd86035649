import Papa from 'papaparse';
import type { TableSeparator } from '../../contracts/table';

/**
 * What a spreadsheet would run as a formula: a cell that begins like one and is no plain number. Such cells get an apostrophe in front, as
 * OWASP advises against CSV injection.
 */
const FORMULA = /^(?![+-]?\d[\d\s.,]*%?$)[=+\-@\t\r]/;

/** A CSV file with the byte order mark that spreadsheets need to see UTF-8. */
export function writeTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  separator: TableSeparator = ',',
): string {
  const csv = Papa.unparse(
    { fields: [...columns], data: rows.map((row) => [...row]) },
    { delimiter: separator, newline: '\r\n', escapeFormulae: FORMULA },
  );
  return `\ufeff${csv}\r\n`;
}
