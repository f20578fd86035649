import { withoutHalfCharacter } from '../../platform/text/without-half-character';
import { ABBREVIATIONS } from './abbreviations';
import { sentenceStarts } from './segment-sentences';
import { splitBlocks, type BlockLayout } from './text-blocks';

/** A sentence, list item or table row of a mail. */
export interface Sentence {
  /** The stretch with white space collapsed. */
  readonly text: string;
  /** UTF-16 offsets into the text that was split; end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly layout: BlockLayout;
  /** Where the paragraph, item or row begins that it stands in. */
  readonly blockStart: number;
}

const SENTENCE_OPENER =
  /^(?:We|I|It|If|You|The|This|That|Please|They|He|She|Our|My|Can|Could|Would|Do|So|But|And|No|Thanks|For)\b/u;

const MONTH_NEXT = /^(?:jan|feb|m[äa]r|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[zc])\p{Ll}*\b/iu;

/** Looking further than this for a closing bracket would glue paragraphs together. */
const LONGEST_ASIDE = 240;

/** Splits a text, or the part of it between two offsets, into sentences. Wrapped lines are joined; list items, rows and greetings stand alone. */
export function splitSentences(text: string, start = 0, end = text.length): Sentence[] {
  const sentences: Sentence[] = [];
  for (const block of splitBlocks(text, start, end)) {
    // Line ends inside a block are wraps; a space of the same length keeps the offsets.
    const flat = text.slice(block.start, block.end).replace(/[\r\n\t]/gu, ' ');
    for (const [from, to] of splitFlat(flat)) {
      const raw = flat.slice(from, to);
      if (!/[\p{L}\p{N}]/u.test(raw)) continue;
      const sentenceStart = block.start + from + (raw.length - raw.trimStart().length);
      sentences.push({
        text: collapse(raw),
        start: sentenceStart,
        end: sentenceStart + raw.trim().length,
        layout: block.layout,
        blockStart: block.start,
      });
    }
  }
  return sentences;
}

/** A text with runs of white space made one space. */
export function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** By Unicode's rules, which `joinsNext` and `splitLowerCase` mend where mail breaks them. */
function splitFlat(flat: string): [number, number][] {
  const pieces: [number, number][] = [];
  const starts = sentenceStarts(flat);
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? flat.length;
    const last = pieces.at(-1);
    if (last && joinsNext(endOf(flat, last), flat.slice(start, start + LONGEST_ASIDE))) last[1] = end;
    else pieces.push([start, end]);
  }
  return pieces
    .flatMap(([from, to]) => splitLowerCase(flat, from, to))
    .flatMap(([from, to]) => cutLong(flat, from, to));
}

/**
 * Nobody writes sentences of this length, UTF-16 code units; files and drivel pasted into a mail have no ends at all, and what looks at
 * sentences takes far longer over one of ten times the length than over ten.
 */
const LONGEST_SENTENCE = 1_200;

/** Cuts what is longer where a word ends, or through a word that is longer itself. */
function cutLong(flat: string, from: number, to: number): [number, number][] {
  const pieces: [number, number][] = [];
  let begin = from;
  while (to - begin > LONGEST_SENTENCE) {
    const space = flat.lastIndexOf(' ', begin + LONGEST_SENTENCE);
    const whole = withoutHalfCharacter(flat.slice(begin, begin + LONGEST_SENTENCE)).length;
    const end = space > begin ? space + 1 : begin + whole;
    pieces.push([begin, end]);
    begin = end;
  }
  pieces.push([begin, to]);
  return pieces;
}

/** All of a sentence that what follows it is joined by. One that grows and grows would else be read from its beginning each time. */
function endOf(flat: string, [from, to]: readonly [number, number]): string {
  return flat.slice(Math.max(from, to - LONGEST_OPEN), to);
}

/** UTF-16 code units; no abbreviation is so long, and no number of a list. */
const LONGEST_WORD = 60;
/** What has stood open for longer was never closed. */
const LONGEST_OPEN = 1_000;

/** Whether what Unicode takes for a sentence end is none. */
function joinsNext(sentence: string, next: string): boolean {
  const trimmed = sentence.trimEnd();
  const lastWord = trimmed.slice(-LONGEST_WORD).split(/\s/u).at(-1) ?? '';
  const bare = lastWord.replace(/^[("'“‘[]+/u, '').replace(/\.$/u, '');
  if (lastWord.endsWith('.')) {
    if (ABBREVIATIONS.has(bare.toLowerCase()) && !endsAfterAbbreviation(bare, next)) return true;
    // An initial: J. Smith.
    if (/^(?:\p{Lu}\.)*\p{Lu}$/u.test(bare) && bare !== 'I' && /^\p{Lu}[\p{Ll}.]/u.test(next)) {
      return !SENTENCE_OPENER.test(next);
    }
    // A German ordinal: 14. Oktober.
    if (/^\d{1,2}$/u.test(bare) && MONTH_NEXT.test(next)) return true;
    // The whole sentence so far is a list number.
    if (/^\(?\d{1,2}$/u.test(bare) && trimmed.trimStart() === lastWord) return true;
  }
  if (/^[\p{Ll}]/u.test(next) && CLOSING.has(trimmed.at(-1) ?? '')) return true;
  // No white space in between, as in a file name or "wait!!it".
  if (sentence === trimmed && /^[\p{L}\p{N}]/u.test(next)) return true;
  return openBracket(trimmed) && next.includes(')');
}

const CLOSING: ReadonlySet<string> = new Set(['"', "'", '”', '’', ')', ']']);

/** "at 5 p.m. Please" and "on Mon. We": an abbreviation of time before a new sentence. */
function endsAfterAbbreviation(word: string, next: string): boolean {
  return (
    /^(?:[ap]\.m|hrs?|mins?|wks?|yrs?|pcs|temp|co|inc|ltd|sat|sun|mon|tues?|weds?|thu(?:rs?)?|fri)$/iu.test(
      word,
    ) && SENTENCE_OPENER.test(next)
  );
}

function openBracket(sentence: string): boolean {
  const end = sentence.slice(-LONGEST_OPEN);
  return end.lastIndexOf('(') > end.lastIndexOf(')');
}

/**
 * Ends that Unicode's rules take for abbreviations: casual writers begin sentences in lower case, and some sentences begin with a number.
 * A word of four letters or more is no abbreviation unless it is listed.
 */
function splitLowerCase(flat: string, from: number, to: number): [number, number][] {
  const pieces: [number, number][] = [];
  let begin = from;
  for (const match of flat
    .slice(from, to)
    .matchAll(/(?<![\p{L}\d])([\p{L}\d]{1,100})([)"”]?)\. (?=\p{Ll}+[ ,'’]|\d[\d.,:]*(?:\s?%)? \p{L})/gu)) {
    const word = match[1] ?? '';
    const at = from + match.index + match[0].length;
    const opensWithNumber = /\d/u.test(flat[at] ?? '');
    const shortest = opensWithNumber ? 3 : 4;
    const abbreviated =
      (word.length < shortest && !/\d/u.test(word) && match[2] === '') ||
      ABBREVIATIONS.has(word.toLowerCase());
    // "2. 31 tickets" is a list number, "14. 3 Uhr" may be a date.
    const listNumber =
      /\d/u.test(word) && (!opensWithNumber || !flat.slice(begin, at).trimStart().includes(' '));
    if (abbreviated || ((listNumber || opensWithNumber) && isShort(flat.slice(begin, at).trim()))) continue;
    if (/\d/u.test(word) && MONTH_NEXT.test(flat.slice(at))) continue;
    if (openBracket(flat.slice(begin, at))) continue;
    pieces.push([begin, at]);
    begin = at;
  }
  pieces.push([begin, to]);
  return pieces;
}

/** Of fewer than three words. */
function isShort(text: string): boolean {
  const first = text.indexOf(' ');
  return first < 0 || !text.includes(' ', first + 1);
}
