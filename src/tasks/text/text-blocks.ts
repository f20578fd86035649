/** Finds which lines of a plain-text mail belong together: wrapped lines of one paragraph are joined, list items and table rows are not. */

export type BlockLayout = 'prose' | 'item' | 'row';

/** A stretch of text that holds whole sentences. Offsets into the text, trimmed of white space and of a bullet sign. */
export interface TextBlock {
  readonly layout: BlockLayout;
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Mail clients wrap at 72 to 80; lines beyond this were not wrapped at all. */
const WIDEST_WRAP = 100;
/** Below this, a line end is the writer's own. */
const NARROWEST_WRAP = 50;

const BULLET = /^[ \t]*(?:[-*•‣▪●–—+>]|o(?=[ \t]{2}))[ \t]+(?=\S)/u;
const ENUMERATOR = /^[ \t]*(?:\(?(?:\d{1,2}|[a-zA-Z])\)|\d{1,2}\.)[ \t]+(?=\S)/u;
const TABLE_GAP = /\S(?:\t+| {2,}|[ \t]*\|[ \t]*)\S/u;
const LABEL_ROW = /^[ \t]*[\p{L}][\p{L} '/-]{0,24}:[ \t]+\S/u;
const RULE = /^[^\p{L}\p{N}]*$/u;

/** Splits `text` between the offsets into blocks. Linear in the length of the text. */
export function splitBlocks(text: string, start = 0, end = text.length): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const paragraph of paragraphs(text, start, end)) {
    const width = wrapWidth(paragraph);
    let previous: Line | null = null;
    for (const line of paragraph) {
      const open: TextBlock | undefined = blocks.at(-1);
      if (RULE.test(line.text)) {
        previous = null;
      } else if (open && previous && continues(previous, line, width)) {
        blocks[blocks.length - 1] = { ...open, end: line.end };
        previous = line;
      } else {
        blocks.push({ layout: layoutOf(line.text), start: line.start + marginOf(line.text), end: line.end });
        previous = line;
      }
    }
  }
  return blocks;
}

/** Characters before the words of a line: indentation and a bullet sign. */
function marginOf(line: string): number {
  return BULLET.exec(line)?.[0].length ?? line.length - line.trimStart().length;
}

function layoutOf(line: string): BlockLayout {
  if (isListItem(line)) return 'item';
  return isTableRow(line) ? 'row' : 'prose';
}

function isListItem(line: string): boolean {
  return BULLET.test(line) || ENUMERATOR.test(line);
}

function isTableRow(line: string): boolean {
  return TABLE_GAP.test(line.trim().replace(/[.!?:] {2}/gu, '. '));
}

function continues(previous: Line, line: Line, width: number | null): boolean {
  if (isListItem(line.text) || isTableRow(line.text) || isTableRow(previous.text)) return false;
  if (LABEL_ROW.test(line.text) && LABEL_ROW.test(previous.text)) return false;
  const next = line.text.trimStart();
  const firstWord = /^\S+/u.exec(next)?.[0] ?? '';
  const wrapped = width !== null && previous.text.trimEnd().length + 1 + firstWord.length > width;
  if (wrapped) return true;
  if (previous.text.lastIndexOf('(') > previous.text.lastIndexOf(')') && next.includes(')')) return true;
  // A break that the writer made by hand in the middle of a sentence.
  return (
    /^(?:\p{Ll}|\(\p{L}{2}|\(\p{Lu}\. )/u.test(next) &&
    /[\p{L}\p{N},]$/u.test(previous.text.trimEnd()) &&
    !/:\s/u.test(next)
  );
}

/** The width at which a paragraph was wrapped, or null when it was not. */
function wrapWidth(lines: readonly Line[]): number | null {
  const widths = lines.map((line) => line.text.trimEnd().length);
  const widest = Math.max(...widths);
  return widest > WIDEST_WRAP ? null : Math.max(widest, NARROWEST_WRAP);
}

function* paragraphs(text: string, start: number, end: number): Generator<Line[]> {
  let lines: Line[] = [];
  let at = start;
  while (at < end) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    const raw = text.slice(at, lineEnd);
    if (raw.trim() === '') {
      if (lines.length > 0) yield lines;
      lines = [];
    } else {
      lines.push({ start: at, end: at + raw.trimEnd().length, text: raw });
    }
    at = lineEnd + 1;
  }
  if (lines.length > 0) yield lines;
}
