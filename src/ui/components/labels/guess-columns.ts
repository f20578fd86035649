import type { TextTable } from '../../../contracts/table';

const LABEL_NAME = /^(?:label|category|class|type|kind|topic|tag)s?$/i;
/** A column with more values than that is none of labels. */
const MOST_LABELS = 60;

/** Which columns hold the text and which the labels, by their contents first; the user confirms it. */
export function guessColumns(
  table: Pick<TextTable, 'columns' | 'rows'>,
  labels: readonly string[],
): { readonly textColumns: readonly number[]; readonly labelColumn: number | null } {
  const rows = table.rows.slice(0, 500);
  const columns = table.columns.map((name, index) => {
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const words = cells.reduce((sum, cell) => sum + cell.split(/\s+/).length, 0) / Math.max(1, cells.length);
    const values = new Set(cells);
    const known = cells.filter((cell) => labels.includes(cell)).length;
    return { name, index, words, values: values.size, filled: cells.length, known };
  });
  const wordiest = columns.reduce((best, column) => (column.words > best.words ? column : best), {
    words: 0,
    index: 0,
  });
  // A subject line and a body belong together.
  const texts = columns.filter(
    ({ index, words, values, filled }) => index === wordiest.index || (words >= 3 && values > filled / 2),
  );
  const textColumns = texts.map(({ index }) => index);
  const labelColumn = columns.find(
    ({ name, index, values, filled, known, words }) =>
      !textColumns.includes(index) &&
      filled > 0 &&
      (known > filled / 2 ||
        (LABEL_NAME.test(name.trim()) && values <= MOST_LABELS && words <= 5 && values * 2 <= filled)),
  );
  return { textColumns, labelColumn: labelColumn?.index ?? null };
}
