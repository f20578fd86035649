import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTable } from './read-table';
import { writeTable } from './write-table';

describe('writeTable', () => {
  it('writes nothing that a spreadsheet runs', () => {
    const dangerous = ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1'];
    const { rows } = parseTable(
      writeTable(
        ['text'],
        dangerous.map((text) => [text]),
      ),
      {
        separator: ',',
        hasHeader: true,
      },
    );
    for (const [cell] of rows) expect(cell).toMatch(/^'/);
  });

  it('leaves numbers as they are', () => {
    expect(writeTable(['a', 'b', 'c'], [['-5', '+3.20', '-1,200 %']])).toContain('-5,+3.20,"-1,200 %"');
  });

  it('is read back as it was, by cell', () => {
    // What begins like a formula gets its apostrophe; everything else must survive.
    const cell = fc.string({ maxLength: 15 }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), (rows) => {
        const text = writeTable(['one', 'two'], rows, ';');
        // A row of empty cells only is kept, since it has a separator.
        expect(parseTable(text, { separator: ';', hasHeader: true }).rows).toEqual(rows);
      }),
    );
  });
});
