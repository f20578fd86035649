import { linesOf } from './page-segments';
import type { TextFragment } from './text-fragment';

/*
 * The recursive X-Y cut of Nagy and Seth (1984): a region is cut along the widest gap that crosses it. Columns come first, and only where
 * both sides read like running text, so that tables are read row by row.
 */

/** Points. */
const LEAST_GUTTER = 8;
/** Lines of a column, characters of its usual line, and the share of its width that this line fills. */
const LEAST_LINES = 4;
const LEAST_CHARS = 16;
const LEAST_FILL = 0.5;
/** A gap between lines, as a multiple of the letters' size, along which a region may be cut. */
const LEAST_BAND = 0.5;
const DEEPEST = 12;

/** The regions of a page in the order in which they are read. Each holds the segments of one column, or of all columns where they are one table. */
export function readingOrder(segments: readonly TextFragment[], depth = 0): TextFragment[][] {
  if (segments.length < 2 || depth > DEEPEST) return segments.length === 0 ? [] : [[...segments]];
  const columns = cutColumns(segments);
  if (columns) return columns.flatMap((part) => readingOrder(part, depth + 1));
  const bands = cutBands(segments);
  if (!bands) return [[...segments]];
  const parts = bands.map((band) => readingOrder(band, depth + 1));
  // A cut that led to no columns parts what belongs together.
  return parts.every((regions) => regions.length === 1) ? [[...segments]] : mergeSingles(parts);
}

/** Neighbouring bands without columns are one region again. */
function mergeSingles(parts: readonly TextFragment[][][]): TextFragment[][] {
  const merged: { region: TextFragment[]; single: boolean }[] = [];
  for (const regions of parts)
    for (const region of regions) {
      const last = merged.at(-1);
      const single = regions.length === 1;
      if (single && last?.single) last.region.push(...region);
      else merged.push({ region: [...region], single });
    }
  return merged.map(({ region }) => region);
}

function cutColumns(segments: readonly TextFragment[]): [TextFragment[], TextFragment[]] | null {
  const gutters = gaps(segments.map(({ left, right }) => [left, right] as const))
    .filter(({ from, to }) => to - from >= LEAST_GUTTER)
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  for (const { from, to } of gutters) {
    const middle = (from + to) / 2;
    const left = segments.filter(({ right }) => right <= middle);
    const right = segments.filter(({ left: start }) => start >= middle);
    if (isRunningText(left) && isRunningText(right)) return [left, right];
  }
  return null;
}

function isRunningText(segments: readonly TextFragment[]): boolean {
  const lines = linesOf(segments);
  if (lines.length < LEAST_LINES) return false;
  const left = Math.min(...segments.map((segment) => segment.left));
  const right = Math.max(...segments.map((segment) => segment.right));
  const chars = median(lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = median(lines.map((line) => line.reduce((sum, part) => sum + part.right - part.left, 0)));
  return chars >= LEAST_CHARS && width >= LEAST_FILL * (right - left);
}

/** Above and below the widest gap between lines that is also a change between one column and several. */
function cutBands(segments: readonly TextFragment[]): [TextFragment[], TextFragment[]] | null {
  const found = gaps(segments.map(({ y, size }) => [y - size * 0.8, y + size * 0.2] as const));
  const size = median(segments.map((segment) => segment.size));
  let best: [TextFragment[], TextFragment[]] | null = null;
  let bestGap = LEAST_BAND * size;
  for (const { from, to } of found) {
    if (to - from <= bestGap) continue;
    const middle = (from + to) / 2;
    best = [segments.filter(({ y }) => y <= middle), segments.filter(({ y }) => y > middle)];
    bestGap = to - from;
  }
  return best;
}

/** What no interval covers between the first and the last. */
function gaps(intervals: readonly (readonly [number, number])[]): { from: number; to: number }[] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const found: { from: number; to: number }[] = [];
  let end = sorted[0]?.[1] ?? 0;
  for (const [from, to] of sorted) {
    if (from > end) found.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  return found;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
