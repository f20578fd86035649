import type { DocumentLine, LineRole } from '../document-lines';
import { hyphenatedWords, joinWords } from './join-words';
import type { PageLine } from './page-lines';
import { median } from './reading-order';

/** Multiples of the usual distance of lines from which a new paragraph begins, and of the usual size from which a line is a heading. */
const PARAGRAPH_GAP = 1.35;
const HEADING_SIZE = 1.14;
const SAME_SIZE = 0.12;
/** A last line of a paragraph leaves at least this share of the width free. */
const SHORT_LINE = 0.12;
/** Multiples of the letters' size by which a first line is set in. */
const INDENT = 0.8;
const LONGEST_HEADING = 200;
const DEEPEST_HEADING = 4;
const BULLET = /^(?:[•‣◦▪●○■□▸►–—*·]|-)\s+(?=\S)/u;
const NUMBERED = /^(?:\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)/u;
const ENDS_SENTENCE = /[.!?:;…]["”’»)\]]*$/u;

interface OpenBlock {
  text: string;
  readonly kind: LineRole['kind'];
  readonly level: number;
  readonly pages: [offset: number, page: number][];
  last: PageLine;
}

/** Paragraphs, headings, items and rows from the lines of all pages; words that were parted at the end of a line are whole again. */
export function joinLines(pages: readonly (readonly PageLine[])[], pageCount: number): DocumentLine[] {
  const lines = pages.flat();
  const body = usualSize(lines);
  const levels = headingLevels(lines, body);
  const hyphenated = hyphenatedWords(lines.map(({ text }) => text));
  const spacing = usualSpacing(lines);
  const blocks: OpenBlock[] = [];
  const seen = new Set<number>();
  for (const line of lines) {
    const role = roleOf(line, levels);
    const open = blocks.at(-1);
    const isNewPage = !seen.has(line.page);
    if (open && continues(open, line, role, spacing)) {
      const { text, glue } = joinWords(open.text, line.text, hyphenated);
      if (isNewPage) open.pages.push([text.length + glue.length, line.page]);
      open.text = text + glue + line.text;
      open.last = line;
    } else
      blocks.push({
        ...role,
        text: role.kind === 'item' ? line.text.replace(BULLET, '- ') : line.text,
        pages: isNewPage ? [[0, line.page]] : [],
        last: line,
      });
    seen.add(line.page);
  }
  return toDocumentLines(blocks, pageCount);
}

type Role = Pick<LineRole, 'kind' | 'level'>;

function roleOf(line: PageLine, levels: ReadonlyMap<number, number>): Role {
  if (line.isRow) return { kind: 'row', level: 0 };
  if (BULLET.test(line.text) || NUMBERED.test(line.text)) {
    const level = levels.get(rounded(line.size));
    // “1. Scope” in large letters is a heading.
    return level !== undefined && NUMBERED.test(line.text)
      ? { kind: 'heading', level }
      : { kind: 'item', level: 1 };
  }
  const level = levels.get(rounded(line.size));
  const isHeading = level !== undefined && line.text.length <= LONGEST_HEADING && /\p{L}/u.test(line.text);
  return isHeading ? { kind: 'heading', level } : { kind: 'paragraph', level: 0 };
}

function continues(open: OpenBlock, line: PageLine, role: Role, spacing: number): boolean {
  const { last } = open;
  if (open.kind === 'row' || role.kind === 'row' || role.kind === 'item') return false;
  const sameSize = Math.abs(last.size - line.size) <= SAME_SIZE * last.size;
  const sameColumn = last.page === line.page && last.region === line.region;
  if (open.kind === 'heading' || role.kind === 'heading') {
    if (open.kind !== role.kind || open.level !== role.level || !sameSize || !sameColumn) return false;
    return line.y - last.y < PARAGRAPH_GAP * 1.15 * line.size;
  }
  if (!sameSize) return false;
  if (!sameColumn)
    // A paragraph goes on in the next column or page where its sentence does.
    return !ENDS_SENTENCE.test(last.text) && /^[\p{Ll}\d(“‘«"']/u.test(line.text);
  if (line.y - last.y > PARAGRAPH_GAP * spacing) return false;
  const width = last.regionRight - last.regionLeft;
  const isSetIn = line.left - last.left > INDENT * line.size;
  if (open.kind === 'item') return line.left - last.left > -2 * line.size;
  const endsShort = last.regionRight - last.right > SHORT_LINE * width && ENDS_SENTENCE.test(last.text);
  return !(endsShort || (isSetIn && ENDS_SENTENCE.test(last.text)));
}

/** The size that most letters have. */
function usualSize(lines: readonly PageLine[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of lines)
    counts.set(rounded(size), (counts.get(rounded(size)) ?? 0) + text.length);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** The distance of lines within paragraphs. */
function usualSpacing(lines: readonly PageLine[]): number {
  const distances = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    if (!before || before.page !== line.page || before.region !== line.region || line.isRow) return [];
    const distance = line.y - before.y;
    return distance > 0 && distance < 2.2 * line.size ? [distance] : [];
  });
  return distances.length === 0 ? Infinity : median(distances);
}

/** Levels by size: the largest letters are level 1. */
function headingLevels(lines: readonly PageLine[], body: number): Map<number, number> {
  const sizes = new Set(lines.filter(({ isRow }) => !isRow).map(({ size }) => rounded(size)));
  const larger = [...sizes].filter((size) => size >= body * HEADING_SIZE).sort((a, b) => b - a);
  return new Map(larger.map((size, index) => [size, Math.min(index + 1, DEEPEST_HEADING)]));
}

const rounded = (size: number): number => Math.round(size * 2) / 2;

function toDocumentLines(blocks: readonly OpenBlock[], pageCount: number): DocumentLine[] {
  const lines: DocumentLine[] = [];
  let number = 0;
  let nextPage = 1;
  for (const [index, { text, kind, level, pages }] of blocks.entries()) {
    const before = blocks[index - 1]?.kind;
    const isTogether = before === kind && (kind === 'row' || kind === 'item');
    if (index > 0 && !isTogether) lines.push({ text: '', role: null });
    for (const [, page] of pages) {
      // Pages without text begin where the next one with text does.
      if (page > nextPage) lines.push(...emptyPages(nextPage, page));
      nextPage = page + 1;
    }
    number += 1;
    lines.push({ text, role: { kind, level, block: number }, pages });
  }
  lines.push(...emptyPages(nextPage, pageCount + 1));
  return lines;
}

function emptyPages(from: number, to: number): DocumentLine[] {
  const pages = Array.from({ length: Math.max(0, to - from) }, (_, index) => [0, from + index] as const);
  return pages.length === 0 ? [] : [{ text: '', role: null, pages }];
}
