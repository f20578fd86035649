import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { TABLE_SEPARATORS } from '../../contracts/table';
import { parseTable, readTable } from './read-table';

const file = (content: string | Uint8Array<ArrayBuffer>): Blob => new Blob([content]);

async function failureOf(
  content: string | Uint8Array<ArrayBuffer>,
): Promise<{ code: string; message: string }> {
  const thrown: unknown = await readTable(file(content)).catch((error: unknown) => error);
  return (thrown as { failure: { code: string; message: string } }).failure;
}

describe('readTable', () => {
  it('reads quotes, line breaks and separators within cells', () => {
    const table = parseTable('id,text\r\n1,"Hello, ""world""\nsecond line"\r\n2,plain\r\n');
    expect(table).toMatchObject({ columns: ['id', 'text'], separator: ',', hasHeader: true, doubts: [] });
    expect(table.rows).toEqual([
      ['1', 'Hello, "world"\nsecond line'],
      ['2', 'plain'],
    ]);
  });

  it.each([
    ['semicolons', 'Name;Text\nA;"one, two"\nB;"three, four"\n', ';'],
    ['tabs', 'Name\tText\nA\tone; two\nB\tthree, four\n', '\t'],
    ['bars', 'name|text\nA|one, two\nB|three\n', '|'],
  ])('finds %s', (_, content, separator) => {
    expect(parseTable(content)).toMatchObject({ separator, hasHeader: true, doubts: [] });
  });

  it('heeds the line with which Excel names the separator', () => {
    expect(parseTable('sep=;\r\nid;text\r\n1;a, b\r\n')).toMatchObject({
      separator: ';',
      columns: ['id', 'text'],
    });
  });

  it('takes no header for granted, and asks where it cannot tell', () => {
    const sure = parseTable('1,The door does not open since Monday\n2,The invoice is wrong\n3,Hello there\n');
    expect(sure).toMatchObject({ hasHeader: false, columns: ['Column 1', 'Column 2'], doubts: [] });
    const unsure = parseTable('red,apple\ngreen,pear\nblue,plum\n');
    expect(unsure.hasHeader).toBe(false);
    expect(unsure.doubts.join(' ')).toMatch(/first row names the columns/);
  });

  it('reads lines with commas in them as texts, and asks', () => {
    const table = parseTable('Hello, I cannot log in, please help\nThe app crashes\nWell, where is it?\n', {
      hasHeader: false,
    });
    expect(table.separator).toBeNull();
    expect(table.rows[0]).toEqual(['Hello, I cannot log in, please help']);
    expect(table.doubts.join(' ')).toMatch(/separates/);
  });

  it('fills rows that are too short, and says so', () => {
    const content = `id,text,label\n${'1,a,b\n'.repeat(40)}2,only\n`;
    const table = parseTable(content);
    expect(table.rows.at(-1)).toEqual(['2', 'only', '']);
    expect(table.doubts.join(' ')).toMatch(/One row has fewer cells/);
  });

  it('gives each column a name of its own', () => {
    expect(parseTable('text,text,\na,b,c\n', { hasHeader: true }).columns).toEqual([
      'text',
      'text 2',
      'Column 3',
    ]);
  });

  it.each([
    [
      'UTF-8 with its mark',
      new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('id,text\n1,é£\n')]),
    ],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeffid,text\n1,é£\n', 'utf16le'))],
    ['Windows-1252', new Uint8Array(Buffer.from('id,text\n1,é£\n', 'latin1'))],
  ])('reads %s', async (_, bytes) => {
    const table = await readTable(file(bytes));
    expect(table.columns).toEqual(['id', 'text']);
    expect(table.rows).toEqual([['1', 'é£']]);
  });

  it('says in a sentence what is wrong with a file', async () => {
    expect(await failureOf('')).toMatchObject({ code: 'import-empty' });
    expect(await failureOf('id,text\n')).toMatchObject({ code: 'import-empty' });
    const workbook = await failureOf(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0, 1, 2, 3]));
    expect(workbook.message).toMatch(/workbook.*save the table as CSV/);
    const open = await failureOf('id,text\n1,fine\n2,"never closed\n3,x\n');
    expect(open).toMatchObject({ code: 'import-damaged' });
    expect(open.message).toMatch(/row \d+ opens/);
  });

  it('reads back any table, whatever is in its cells', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
    const width = fc.integer({ min: 2, max: 5 });
    const table = width.chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
    );
    fc.assert(
      fc.property(table, fc.constantFrom(...TABLE_SEPARATORS), (rows, separator) => {
        const text = Papa.unparse(rows, { delimiter: separator, quotes: true });
        const read = parseTable(text, { separator, hasHeader: false });
        expect(read.rows).toEqual(rows);
      }),
    );
  });

  it('never fails but with a sentence, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        try {
          const table = await readTable(file(new Uint8Array(bytes)));
          for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
        } catch (thrown) {
          expect(thrown).toHaveProperty('failure.message');
        }
      }),
    );
  });
});
