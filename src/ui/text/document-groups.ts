import type { DeskDocument, DocumentBlock } from '../../contracts/document';

/** What stands together when a document is read: rows of a table, items of a list, or one block. */
export interface DocumentGroup {
  readonly kind: 'heading' | 'paragraph' | 'code' | 'list' | 'table';
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly DocumentBlock[];
}

/** The blocks of a document as groups, in order. */
export function documentGroups(document: Pick<DeskDocument, 'text' | 'blocks'>): DocumentGroup[] {
  const groups: { kind: DocumentGroup['kind']; start: number; end: number; blocks: DocumentBlock[] }[] = [];
  for (const block of document.blocks ?? paragraphs(document.text)) {
    const kind = block.kind === 'item' ? 'list' : block.kind === 'row' ? 'table' : block.kind;
    const last = groups.at(-1);
    // A blank line between rows parts two tables.
    const isApart = last !== undefined && document.text.slice(last.end, block.start).includes('\n\n');
    if (last && last.kind === kind && (kind === 'list' || (kind === 'table' && !isApart))) {
      last.blocks.push(block);
      last.end = block.end;
    } else groups.push({ kind, start: block.start, end: block.end, blocks: [block] });
  }
  return groups;
}

/** Documents that an earlier version stored have no blocks: their blank lines part paragraphs. */
function paragraphs(text: string): DocumentBlock[] {
  return [...text.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/gu)].map(({ index, 0: found }) => ({
    kind: 'paragraph',
    level: 0,
    start: index,
    end: index + found.trimEnd().length,
  }));
}

/** The cells of a row, as ranges of the text. */
export function rowCells(text: string, { start, end }: DocumentBlock): { start: number; end: number }[] {
  const cells: { start: number; end: number }[] = [];
  // The last bar of a row whose last cells are empty has lost its space.
  const row = `${text.slice(start, end)} `;
  let from = 0;
  for (let bar = row.indexOf(' | '); bar !== -1; bar = row.indexOf(' | ', from)) {
    cells.push({ start: start + from, end: start + bar });
    from = bar + 3;
  }
  cells.push({ start: Math.min(start + from, end), end });
  return cells;
}
