import type { DocumentBlock } from '../../contracts/document';
import { cleanText } from '../mail/text/clean-text';
import { removeInvisible } from '../mail/text/invisible-characters';

/** What a line of a document is. */
export interface LineRole {
  readonly kind: DocumentBlock['kind'];
  /** As in `DocumentBlock`. */
  readonly level: number;
  /** Lines of one paragraph, item, heading or listing have the same number; each row of a table has its own. */
  readonly block: number;
}

/** A line of a document as its reader hands it over; an empty text is a blank line. */
export interface DocumentLine {
  readonly text: string;
  readonly role: LineRole | null;
  /** Offsets in `text` at which pages begin, with their numbers from 1. */
  readonly pages?: readonly (readonly [offset: number, page: number])[];
}

export interface AssembledText {
  readonly text: string;
  readonly blocks: readonly DocumentBlock[];
  readonly pages: readonly number[];
  /** What invisible characters spelt. */
  readonly hidden: string;
}

const MOST_BLANK_LINES = 1;

/** The text of a document from its lines, cleaned, with at most one blank line in a row, and where its blocks and pages are in it. */
export function assembleLines(lines: readonly DocumentLine[]): AssembledText {
  const blocks: DocumentBlock[] = [];
  const pages: number[] = [];
  const hidden: string[] = [];
  let text = '';
  let blank = 0;
  let open: number | null = null;
  for (const line of lines) {
    const clean = cleanLine(line.text, hidden);
    if (clean.trim() === '') {
      // A page without text still has its place.
      for (const [, page] of line.pages ?? []) pages[page - 1] = text.length;
      blank += 1;
      continue;
    }
    if (text !== '') text += '\n'.repeat(1 + Math.min(blank, MOST_BLANK_LINES));
    if (blank > 0 && line.role?.kind !== 'code') open = null;
    blank = 0;
    const start = text.length;
    text += clean;
    for (const [offset, page] of line.pages ?? []) pages[page - 1] = start + Math.min(offset, clean.length);
    const { kind, level, block } = line.role ?? { kind: 'paragraph' as const, level: 0, block: -1 };
    const last = blocks.at(-1);
    if (last && open === block && last.kind === kind)
      blocks[blocks.length - 1] = { ...last, end: text.length };
    else blocks.push({ kind, level, start, end: text.length });
    open = block;
  }
  return { text, blocks, pages: filled(pages), hidden: hidden.join(' ') };
}

/** Blocks and pages of a text whose end was cut off. */
export function cutAt(
  length: number,
  { blocks, pages }: Pick<AssembledText, 'blocks' | 'pages'>,
): Pick<AssembledText, 'blocks' | 'pages'> {
  return {
    blocks: blocks
      .filter(({ start }) => start < length)
      .map((block) => (block.end > length ? { ...block, end: length } : block)),
    pages: pages.filter((start) => start < length),
  };
}

/** Lines of plain text: what stands between blank lines is one paragraph. */
export function linesOfText(text: string): DocumentLine[] {
  let block = 0;
  return text.split(/\r\n?|\n|\u2028|\u2029|\f/u).map((line) => {
    if (line.trim() === '') {
      block += 1;
      return { text: '', role: null };
    }
    return { text: line, role: { kind: 'paragraph', level: 0, block } };
  });
}

/** Without characters that nobody sees; the beginning stays, since it may be set in. */
function cleanLine(line: string, hidden: string[]): string {
  const visible = removeInvisible(line);
  if (visible.hidden !== '') hidden.push(visible.hidden);
  return cleanText(visible.text).replaceAll('\n', ' ');
}

/** A page of which nothing was read begins where the next one does. */
function filled(pages: readonly (number | undefined)[]): number[] {
  const whole = Array.from(pages, (start) => start ?? -1);
  for (let index = whole.length - 1; index >= 0; index -= 1)
    if (whole[index] === -1) whole[index] = whole[index + 1] ?? 0;
  return whole;
}
