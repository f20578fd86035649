import { linesOf, pageSegments } from './page-segments';
import { readingOrder } from './reading-order';
import type { TextFragment, TextPage } from './text-fragment';

/** A line of a page, in the order of reading. */
export interface PageLine {
  readonly text: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** The region of its page that it stands in, and the edges of that. */
  readonly region: number;
  readonly regionLeft: number;
  readonly regionRight: number;
  /** The line is a row of a table, and `text` its cells parted by ` | `. */
  readonly isRow: boolean;
  /** Share of the page's height above it. */
  readonly depth: number;
}

/** The lines of a page in the order in which a reader takes them. */
export function pageLines({ number, height, fragments }: TextPage): PageLine[] {
  return readingOrder(pageSegments(fragments)).flatMap((region, index) => {
    const regionLeft = Math.min(...region.map(({ left }) => left));
    const regionRight = Math.max(...region.map(({ right }) => right));
    return rowsOf(region).map(({ parts, cells }) => ({
      text: cells ? cells.join(' | ') : parts.map(({ text }) => text).join(' '),
      page: number,
      left: parts[0]?.left ?? 0,
      right: Math.max(...parts.map(({ right }) => right)),
      y: parts[0]?.y ?? 0,
      size: Math.max(...parts.map(({ size }) => size)),
      region: index,
      regionLeft,
      regionRight,
      isRow: cells !== null,
      depth: (parts[0]?.y ?? 0) / Math.max(1, height),
    }));
  });
}

interface Row {
  readonly parts: readonly TextFragment[];
  /** One for each column of the table; null outside tables. */
  readonly cells: readonly string[] | null;
}

/** Lines of several segments that follow one another are a table. */
function rowsOf(region: readonly TextFragment[]): Row[] {
  const lines = linesOf(region);
  const rows: Row[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && (lines[end]?.length ?? 0) > 1) end += 1;
    const table = lines.slice(start, end);
    const columns = table.length > 1 ? columnsOf(table.flat()) : [];
    if (columns.length > 1) {
      for (const parts of table)
        rows.push({
          parts,
          cells: columns.map(({ from, to }) =>
            parts
              .filter(({ left, right }) => left < to && right > from)
              .map(({ text }) => text.replaceAll(' | ', ' / '))
              .join(' '),
          ),
        });
      start = end;
    } else {
      const single = lines[start];
      if (single) rows.push({ parts: single, cells: null });
      start += 1;
    }
  }
  return rows;
}

/** Stretches of the width that cells share: those that overlap are one column. */
function columnsOf(parts: readonly TextFragment[]): { from: number; to: number }[] {
  const columns: { from: number; to: number }[] = [];
  for (const { left, right } of [...parts].sort((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && left < last.to) last.to = Math.max(last.to, right);
    else columns.push({ from: left, to: right });
  }
  return columns;
}
