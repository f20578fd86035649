/*
 * Plain text mail is often broken by hand or by a program at 60 to 80 columns. A break is taken back only when the writer had to make it:
 * when the first word of the next line would not have fitted. Short lines (lists, addresses, verses, signatures), aligned columns, quotes,
 * indented code and list items keep theirs, because their words would have fitted or because they begin a line of their own.
 */
const MIN_WIDTH = 56;
const MAX_WIDTH = 100;
/** Parts of one mail (a forward and its cover) may be wrapped at somewhat different widths. */
const SLACK = 10;
/** Lines that a writer starts on purpose. */
const STARTS_LINE =
  /^(?:\s*(?:[-*•·–—+#|>]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)]\s|[A-Z][\w -]{0,24}:\s)|\s{2,}\S.*|https?:\/\/|(?:From|To|Cc|Date|Sent|Subject):)/;
const COLUMNS = /\S(?: {3,}|\t+)\S|[|│]\s.*[|│]/;
const LIST_ITEM = /^\s*(?:[-*•·–+]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s/;
const HANGING = /^\s{2,6}[^\s\-*•·–+]/;
const RULE = /^\W+$/;

/** Joins the lines of hard-wrapped paragraphs with spaces. The text's words and their order never change. */
export function unwrapParagraphs(text: string): string {
  const lines = text.split('\n').map(describeLine);
  const width = wrapWidth(lines);
  if (width === null) return text;

  const joined: string[] = [];
  let previous: Line | null = null;
  let widest = 0;
  for (const [index, line] of lines.entries()) {
    if (!previous?.text) widest = widestOfParagraph(lines, index);
    const last = joined.at(-1);
    if (
      last !== undefined &&
      previous?.isProse &&
      isSoftBreak(previous.text, line.text, last, Math.max(widest, width - SLACK))
    ) {
      joined[joined.length - 1] = `${last} ${line.text.trimStart()}`;
    } else {
      joined.push(line.text);
    }
    previous = line;
  }
  return joined.join('\n');
}

interface Line {
  readonly text: string;
  readonly isProse: boolean;
  /** Prose that does not begin a line of its own. */
  readonly runs: boolean;
}

function describeLine(text: string): Line {
  const prose = isProse(text);
  return { text, isProse: prose, runs: prose && !STARTS_LINE.test(text) };
}

/** `last`: the joined lines that `line` ends. */
function isSoftBreak(line: string, next: string, last: string, width: number): boolean {
  // Without a first word that would not have fitted, nothing else has to be looked at.
  if (line.length + 1 + next.length <= width) return false;
  const firstWord = /^\s*(\S+)/.exec(next)?.[1] ?? '';
  if (line.length + 1 + firstWord.length <= width) return false;
  if (firstWord === '' || COLUMNS.test(next) || RULE.test(next)) return false;
  const hangs = HANGING.test(next) && LIST_ITEM.test(last);
  if (!hangs && STARTS_LINE.test(next)) return false;
  // Initials under a last sentence are a signature.
  return !(/[.!?]$/.test(line) && next.trim().length <= 12);
}

function widestOfParagraph(lines: readonly Line[], start: number): number {
  let widest = 0;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line?.text) break;
    if (line.runs && line.text.length <= MAX_WIDTH) widest = Math.max(widest, line.text.length);
  }
  return widest;
}

function isProse(line: string): boolean {
  return (
    /\S\s\S/.test(line) && !/^\s*[>|]/.test(line) && !COLUMNS.test(line) && !/^(?: {4,}|\t)\S/.test(line)
  );
}

/** The column at which this mail was wrapped; null when its lines are not hard-wrapped. */
function wrapWidth(lines: readonly Line[]): number | null {
  const lengths = lines
    .filter((line) => line.runs)
    .map((line) => line.text.length)
    .sort((a, b) => b - a);
  // A few lines that could not be wrapped (long addresses) stick out; many of them mean that nothing was wrapped.
  let widest = 0;
  const mayStickOut = Math.ceil(lengths.length / 20);
  while (widest < mayStickOut && (lengths[widest] ?? 0) - (lengths[widest + 1] ?? 0) > 8) widest += 1;
  const width = lengths[widest] ?? 0;
  if (width < MIN_WIDTH || width > MAX_WIDTH) return null;
  const near = lengths.filter((length) => length <= width && length > width - 14).length;
  return near >= 2 ? width : null;
}
