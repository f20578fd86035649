import type { DocumentWarning } from '../../contracts/document';
import { decodeTable } from '../tables/decode-table';
import { parseTable } from '../tables/read-table';
import type { DocumentLine } from './document-lines';

export interface TableLines {
  readonly lines: readonly DocumentLine[];
  readonly warnings: readonly DocumentWarning[];
}

/** A file of separated values as a document: a line for each row, its cells parted by bars. Rejects as `parseTable` does. */
export function tableToLines(bytes: Uint8Array): TableLines {
  const { columns, rows, hasHeader, doubts } = parseTable(decodeTable(bytes));
  const records = hasHeader ? [columns, ...rows] : rows;
  return {
    lines: records.map((cells, index) => ({
      text: cells.map(cellText).join(' | '),
      role: { kind: 'row', level: hasHeader && index === 0 ? 1 : 0, block: index },
    })),
    warnings:
      doubts.length === 0
        ? []
        : [
            {
              code: 'table-unclear',
              message:
                'This table can be read in more than one way. Please look at its rows; if they are cut wrongly, save it as CSV with commas and add it again, or open it in Labels, where you can choose.',
            },
          ],
  };
}

/** A cell is one line, and no bar in it looks like an edge. */
function cellText(cell: string): string {
  return cell.replace(/\s+/gu, ' ').replaceAll(' | ', ' / ').trim();
}
