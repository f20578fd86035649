const ENDS_PARTED = /(\p{L}+)[-\u2010\u00AD]$/u;
const BEGINS_WORD = /^(\p{Ll}+)/u;
const WITHIN_LINE = /\p{L}+-\p{L}+(?=\P{L})/gu;

/** Words that are written with a hyphen where no line ends, in small letters. */
export function hyphenatedWords(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.match(WITHIN_LINE) ?? []).map((word) => word.toLowerCase()));
}

/**
 * What stands before the next line, and what joins the two. A hyphen at the end of a line goes when the next one goes on in small letters,
 * unless the document writes the word with it elsewhere.
 */
export function joinWords(
  before: string,
  after: string,
  hyphenated: ReadonlySet<string>,
): { text: string; glue: string } {
  const first = ENDS_PARTED.exec(before)?.[1];
  const second = BEGINS_WORD.exec(after)?.[1];
  if (before.endsWith('\u00AD')) return { text: before.slice(0, -1), glue: '' };
  if (first === undefined || second === undefined)
    return { text: before, glue: first === undefined ? ' ' : '' };
  const keeps = hyphenated.has(`${first}-${second}`.toLowerCase());
  return { text: keeps ? before : before.slice(0, -1), glue: '' };
}
