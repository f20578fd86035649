import { TABLE_SEPARATORS, type TableSeparator } from '../../contracts/table';
import { parseRows } from './parse-rows';

export interface LayoutGuess<T> {
  readonly value: T;
  readonly certain: boolean;
}

/** Rows that are looked at. */
const SAMPLE_ROWS = 100;
/** Characters that surely hold them. */
const SAMPLE_CHARS = 256 * 1024;
/** Share of rows with the usual number of cells. */
const FITS = 0.8;
const FITS_FOR_CERTAIN = 0.97;

/** The separator that cuts most rows into the same number of cells; null when none does, so that each line is one text. */
export function guessSeparator(text: string): LayoutGuess<TableSeparator | null> {
  const sample = text.slice(0, SAMPLE_CHARS);
  const fits = TABLE_SEPARATORS.map((separator) => {
    const { rows } = parseRows(sample, separator, SAMPLE_ROWS);
    // The last row of a sample may be cut.
    const whole = sample.length < text.length ? rows.slice(0, -1) : rows;
    const cells = mostFrequent(whole.map((row) => row.length));
    const share = whole.filter((row) => row.length === cells).length / Math.max(1, whole.length);
    return { separator, cells, share: rows[0]?.length === cells ? share : 0 };
  }).filter(({ cells, share }) => cells > 1 && share >= FITS);
  const [best, next] = fits.sort((a, b) => b.share - a.share || b.cells - a.cells);
  if (!best) return { value: null, certain: !/[,;\t|]/.test(sample.split('\n', 1)[0] ?? '') };
  const isRivalled = next !== undefined && next.share >= best.share;
  return { value: best.separator, certain: best.share >= FITS_FOR_CERTAIN && !isRivalled };
}

/** What columns are usually called. */
const USUAL_NAMES =
  /^(?:id|key|no|nr|number|text|body|message|content|comment|description|subject|title|summary|name|label|category|class|type|kind|topic|tag|status|date|time|created|author|from|sender|customer|email|language|priority|ticket|question|answer|source|url|file|notes?)s?$/;
const LONGEST_NAME = 40;

/** Whether the first row names the columns. */
export function guessHeader(rows: readonly (readonly string[])[]): LayoutGuess<boolean> {
  const [first, ...rest] = rows.slice(0, SAMPLE_ROWS);
  if (!first) return { value: false, certain: true };
  const cells = first.map((cell) => cell.trim());
  const words = (cell: string): string[] =>
    cell
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter(Boolean);
  const couldName = cells.every(
    (cell) => cell.length <= LONGEST_NAME && !/^[\d.,:/+-]*\d[\d.,:/ %€$£+-]*$/.test(cell),
  );
  if (!couldName || new Set(cells).size < cells.length) return { value: false, certain: true };
  const usual = cells.filter((cell) => words(cell).some((word) => USUAL_NAMES.test(word))).length;
  if (usual * 2 > cells.length && cells.every((cell) => words(cell).length <= 4))
    return { value: true, certain: true };
  // A row that is like the others is one of them.
  const standsOut = cells.some((cell, column) => {
    const others = rest.map((row) => (row[column] ?? '').trim());
    const typical = others.map(({ length }) => length).sort((a, b) => a - b)[others.length >> 1] ?? 0;
    return (
      others.length >= 3 &&
      (typical > 3 * cell.length || others.every((other) => /^[\d.,:/ -]+$/.test(other)))
    );
  });
  return { value: standsOut, certain: false };
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
