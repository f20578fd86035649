import { assistantPatternsFor, CONTINUES } from './assistant-patterns';
import { characterSet, longRuns } from './character-run';
import { unmaskText } from './unmask-text';

/** A stretch of a text, offsets in UTF-16 code units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Longer texts are checked up to here. */
const MAX_CHECKED = 200_000;
const BASE64 = characterSet(/[A-Za-z\d+/_-]/);
const PADDING = /={0,2}(?![A-Za-z\d+/_-])/y;
/** Encoded words, UTF-16 code units: shorter ones say nothing, longer ones are a file. */
const MIN_ENCODED = 32;
const MAX_ENCODED = 4_000;
/** How far before a match its sentence may begin, in UTF-16 code units. */
const MAX_LOOK_BACK = 400;
/** A paragraph that ends in a colon, or is nothing but a mark. */
const ANNOUNCES = /:\s*$|^(?:<[^<>]*>|\[[^[\]]*\]|<\|[^|]*\|>\w*|#+ *\w+:?)\s*$/u;
const MENTIONS_ASSISTANT =
  /(?<!\p{L})(?:assist[ae]n\p{L}*|ai|ki|ia|llms?|bots?|language models?|sprachmodell\p{L}*|taalmodel\p{L}*)(?!\p{L})/iu;
/** More encoded words than this are a file, not a message to anyone. */
const MAX_DECODED = 20;

/** Whether the text tries to give an assistant instructions. */
export function addressesAssistant(text: string): boolean {
  return findMatches(text.slice(0, MAX_CHECKED)).length > 0;
}

/**
 * The passages that try to give an assistant instructions, in order, without overlaps: from the sentence that gives them away to the end of its
 * paragraph, and the paragraphs that only go on with it. Passages split over lines, spelt with other letters or in base64 are found too.
 */
export function instructionRanges(text: string): readonly TextRange[] {
  const checked = text.slice(0, MAX_CHECKED);
  const ranges: TextRange[] = [];
  for (const match of findMatches(checked).toSorted((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    if (last && match.start < last.end) continue;
    ranges.push({
      start: Math.max(passageStart(checked, match.start), last?.end ?? 0),
      end: passageEnd(checked, match),
    });
  }
  return ranges;
}

/** A mail is asked about several times in a row, for its parts and for its warnings: its text, and what of it was hidden or unread. */
const REMEMBERED = 3;
let recent: readonly { readonly text: string; readonly found: readonly TextRange[] }[] = [];

function findMatches(text: string): readonly TextRange[] {
  if (text === '') return [];
  const known = recent.find((each) => each.text === text);
  if (known) return known.found;
  const found = searchMatches(text);
  recent = [{ text, found }, ...recent.slice(0, REMEMBERED - 1)];
  return found;
}

function searchMatches(text: string): TextRange[] {
  const joined = joinLines(text);
  const patterns = assistantPatternsFor(joined);
  const found = matchesIn(text, patterns);
  if (joined !== text) found.push(...matchesIn(joined, patterns));
  const unmasked = unmaskText(joined);
  const masked = unmasked
    ? matchesIn(unmasked.text, assistantPatternsFor(unmasked.text)).map(({ start, end }) => ({
        start: unmasked.offsets?.[start] ?? start,
        end: unmasked.offsets?.[end] ?? end,
      }))
    : [];
  return [...found, ...masked, ...encodedMatches(text)];
}

/** Line breaks inside a paragraph, with the marks of a quote, as spaces. */
function joinLines(text: string): string {
  let joined = '';
  let from = 0;
  for (let line = text.indexOf('\n'); line >= 0;) {
    let end = line + 1;
    while (isQuoteMark(text.charCodeAt(end))) end += 1;
    if (text[end] !== '\n') {
      joined += text.slice(from, line) + ' '.repeat(end - line);
      from = end;
    }
    line = text.indexOf('\n', end);
  }
  return joined + text.slice(from);
}

/** Space, tab, `>` or `|`. */
function isQuoteMark(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x3e || code === 0x7c;
}

/** Each pattern is global, and no match is empty. `matchAll` would make a copy of each for every text. */
function matchesIn(text: string, patterns: readonly RegExp[]): TextRange[] {
  const ranges: TextRange[] = [];
  for (const pattern of patterns) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      const { 0: match, index } = found;
      const start = index + (/^[\s.!?:]*/u.exec(match)?.[0].length ?? 0);
      ranges.push({ start, end: index + match.length });
    }
  }
  return ranges;
}

function encodedMatches(text: string): TextRange[] {
  return longRuns(text, MIN_ENCODED, BASE64)
    .filter(({ start, end }) => end - start <= MAX_ENCODED)
    .slice(0, MAX_DECODED)
    .map(({ start, end }) => ({ start, end: paddedEnd(text, end) }))
    .filter(({ start, end }) => {
      const words = decoded(text.slice(start, end));
      return matchesIn(words, assistantPatternsFor(words)).length > 0;
    });
}

function paddedEnd(text: string, end: number): number {
  PADDING.lastIndex = end;
  return end + (PADDING.exec(text)?.[0].length ?? 0);
}

/** The words in base64; empty when it holds something else. */
function decoded(encoded: string): string {
  try {
    const text = atob(encoded.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
    return /^[\x20-\x7E\s]+$/.test(text) ? text : '';
  } catch {
    return '';
  }
}

/** Where the sentence begins; sentences before it in the paragraph that already speak of an assistant belong to it. */
function passageStart(text: string, at: number): number {
  let start = sentenceStart(text, at);
  for (;;) {
    const before = text.slice(Math.max(0, start - MAX_LOOK_BACK), start);
    if (/(?:^|\n[ \t>]*\n)\s*$/u.test(before)) return start;
    const previous = sentenceStart(text, start - (/\s*$/u.exec(before)?.[0].length ?? 0) - 1);
    if (previous >= start || !MENTIONS_ASSISTANT.test(text.slice(previous, start))) return start;
    start = previous;
  }
}

function sentenceStart(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - MAX_LOOK_BACK), Math.max(0, at));
  const ends = [...before.matchAll(/[.!?:]["'”’)\]]*\s+|\n[ \t>]*/gu)].at(-1);
  return ends ? at - before.length + ends.index + ends[0].length : at - before.length;
}

/** The end of the paragraph; a following one belongs to it when this one only announces it or it goes on with orders. */
function passageEnd(text: string, match: TextRange): number {
  let end = paragraphEnd(text, match.end);
  for (;;) {
    const gap = /^\s*/u.exec(text.slice(end, end + MAX_LOOK_BACK))?.[0].length ?? 0;
    const start = end + gap;
    if (start >= text.length) return end;
    const announces = end - match.start < 240 && ANNOUNCES.test(text.slice(match.start, end));
    if (!announces && !CONTINUES.test(text.slice(start, start + 80))) return end;
    end = paragraphEnd(text, start);
  }
}

function paragraphEnd(text: string, from: number): number {
  const gap = /\n[ \t>]*\n/gu;
  gap.lastIndex = from;
  return gap.exec(text)?.index ?? text.length;
}
