import { DesksideError, type FailureCode } from '../../contracts/failure';
import type { TableOptions, TextTable } from '../../contracts/table';
import { detectFileKind, HEAD_BYTES, type FileKind } from '../file-kind';
import { decodeTable } from './decode-table';
import { guessHeader, guessSeparator } from './guess-layout';
import { parseRows } from './parse-rows';

const MOST_BYTES = 100 * 1024 ** 2;
const MOST_ROWS = 100_000;

/** Reads a file of separated values. Rejects with `import-empty`, `import-refused`, `import-damaged` or `too-large`. */
export async function readTable(file: Blob, options: TableOptions = {}): Promise<TextTable> {
  if (file.size > MOST_BYTES)
    throw refused(
      'too-large',
      'The file is larger than 100 MB. Please split it and label the parts one by one.',
    );
  const bytes = new Uint8Array(await file.arrayBuffer());
  return parseTable(decodeBytes(bytes), options);
}

function decodeBytes(bytes: Uint8Array): string {
  const kind = detectFileKind(bytes.subarray(0, HEAD_BYTES));
  const text = decodeTable(bytes);
  if (kind === 'empty' || text.trim() === '')
    throw refused('import-empty', 'The file is empty. Please export the table again.');
  // A table may begin like mail or a web page; what has control characters is no text.
  // eslint-disable-next-line no-control-regex
  if (NOT_TABLES.has(kind) || /[\u0000-\u0008\u000e-\u001f]/.test(text.slice(0, HEAD_BYTES)))
    throw refused('import-refused', `${notTable(kind)} Please save the table as CSV and choose that file.`);
  return text;
}

const NOT_TABLES: ReadonlySet<FileKind> = new Set(['zip', 'image', 'pdf', 'outlook', 'compressed']);

function notTable(kind: FileKind): string {
  if (kind === 'zip' || kind === 'outlook')
    return 'The file is a workbook of a spreadsheet program, or an archive, not a CSV file.';
  if (kind === 'image') return 'The file is a picture, whatever its name says.';
  if (kind === 'pdf') return 'The file is a PDF document, not a table.';
  return 'The file is not text.';
}

/** The table in a text. Whatever can be read more than one way is read the likelier way and named in `doubts`. */
export function parseTable(text: string, options: TableOptions = {}): TextTable {
  const unmarked = text.replace(/^\ufeff/, '');
  // Excel writes the separator in a line of its own.
  const stated = /^sep=([,;\t|])\r?\n/i.exec(unmarked);
  const body = unmarked.slice(stated?.[0].length ?? 0);
  const guessed = stated
    ? { value: stated[1] as TextTable['separator'], certain: true }
    : guessSeparator(body);
  const separator = options.separator === undefined ? guessed.value : options.separator;
  const { rows, openQuoteRow } = parseRows(body, separator);
  if (openQuoteRow !== null && separator !== null)
    throw refused(
      'import-damaged',
      `A quotation mark in row ${openQuoteRow} opens a text that nothing closes, so everything after it would run together. Please mend that row and choose the file again.`,
    );
  if (rows.length === 0)
    throw refused('import-empty', 'There is no row in the file. Please export the table again.');
  if (rows.length > MOST_ROWS)
    throw refused(
      'too-large',
      'The table has more than 100,000 rows. Please split it and label the parts one by one.',
    );

  const header = guessHeader(rows);
  const hasHeader = options.hasHeader ?? header.value;
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const records = hasHeader ? rows.slice(1) : rows;
  if (records.length === 0)
    throw refused('import-empty', 'The file has names of columns, but no row below them.');
  const doubts: string[] = [];
  if (options.separator === undefined && !guessed.certain)
    doubts.push(
      'It is not clear what separates the columns. Please look at the rows below and choose another separator if they are cut wrongly.',
    );
  if (options.hasHeader === undefined && !header.certain)
    doubts.push(
      'It is not clear whether the first row names the columns. Please look, and switch it if it is wrong.',
    );
  const uneven = rows.filter((row) => row.length !== width).length;
  if (uneven > 0 && separator !== null)
    doubts.push(
      `${uneven === 1 ? 'One row has' : `${uneven.toLocaleString('en-GB')} rows have`} fewer cells than the others; the missing ones are taken as empty.`,
    );
  return {
    columns: columnNames(hasHeader ? (rows[0] ?? []) : [], width),
    rows: records.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? '')),
    separator,
    hasHeader,
    doubts,
  };
}

function columnNames(header: readonly string[], width: number): string[] {
  const names: string[] = [];
  for (let column = 0; column < width; column++) {
    const given = (header[column] ?? '').trim() || `Column ${column + 1}`;
    let name = given;
    for (let again = 2; names.includes(name); again++) name = `${given} ${again}`;
    names.push(name);
  }
  return names;
}

function refused(code: FailureCode, message: string): DesksideError {
  return new DesksideError({ code, message, retryable: false });
}
