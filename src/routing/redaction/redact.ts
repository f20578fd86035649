import type { PersonalDataSpan } from '../../contracts/personal-data';
import { withoutOverlaps } from './found-span';
import { placeholder, placeholderPattern, type HiddenKind } from './placeholders';

/** A stretch of a text as it is sent. */
export interface RedactedPiece {
  /** As written. */
  readonly text: string;
  /** What is sent in its place; null where it goes as it is. */
  readonly placeholder: string | null;
  /** What was found here; null for ordinary text. Set also where the user lets it go as it is. */
  readonly kind: HiddenKind | null;
}

export interface Redacted {
  /** Join to the whole text. */
  readonly pieces: readonly RedactedPiece[];
  /** What is sent. */
  readonly text: string;
  /** What each placeholder stands for. Never leaves the page. */
  readonly values: ReadonlyMap<string, string>;
}

export interface RedactionWishes {
  /** Found values that go as they are, all occurrences of each. */
  readonly shown: readonly string[];
  /** Words to hide besides what was found, wherever they stand, in any case. */
  readonly hidden: readonly string[];
  /** Stretches in which nothing is hidden, in order of place. */
  readonly kept?: readonly TextRange[];
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Hidden {
  readonly kind: HiddenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * The text with placeholders in place of what is to be hidden. One value has one placeholder, however it is spaced or cased. What already
 * looks like a placeholder is hidden as well, so that none in the answer can be mistaken.
 */
export function redact(text: string, found: readonly PersonalDataSpan[], wishes: RedactionWishes): Redacted {
  const shown = new Set(wishes.shown.map(sameValue));
  const numbers = new Map<HiddenKind, number>();
  const placeholders = new Map<string, string>();
  const values = new Map<string, string>();
  const pieces: RedactedPiece[] = [];
  let at = 0;
  for (const { kind, start, end } of hiddenIn(text, found, wishes)) {
    if (start > at) pieces.push({ text: text.slice(at, start), placeholder: null, kind: null });
    const value = text.slice(start, end);
    const key = `${kind} ${kind === 'as-written' ? value : sameValue(value)}`;
    if (kind !== 'as-written' && shown.has(sameValue(value))) {
      pieces.push({ text: value, placeholder: null, kind });
    } else {
      let written = placeholders.get(key);
      if (written === undefined) {
        const number = (numbers.get(kind) ?? 0) + 1;
        numbers.set(kind, number);
        written = placeholder(kind, number);
        placeholders.set(key, written);
        values.set(written, value);
      }
      pieces.push({ text: value, placeholder: written, kind });
    }
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), placeholder: null, kind: null });
  return { pieces, values, text: pieces.map((piece) => piece.placeholder ?? piece.text).join('') };
}

/** In order of place and without overlaps: what looks like a placeholder, then the user's words, then what was found. */
function hiddenIn(
  text: string,
  found: readonly PersonalDataSpan[],
  { hidden, kept = [] }: RedactionWishes,
): Hidden[] {
  const written = [...text.matchAll(placeholderPattern())].map((match) => span('as-written', match));
  const own = hidden.flatMap((word) => occurrences(text, word));
  const data = found.map(({ type, start, end }): Hidden => ({ kind: type, start, end }));
  return withoutOverlaps([written, own, data].map((group) => group.flatMap((one) => outside(one, kept))));
}

/** What of a span lies outside of some stretches. A find that reaches into the frame is hidden up to there, never let go for that. */
function outside(one: Hidden, kept: readonly TextRange[]): Hidden[] {
  const parts: Hidden[] = [];
  let at = one.start;
  for (const { start, end } of kept) {
    if (end <= at) continue;
    if (start >= one.end) break;
    if (start > at) parts.push({ ...one, start: at, end: start });
    at = end;
  }
  if (at < one.end) parts.push({ ...one, start: at });
  return parts;
}

function occurrences(text: string, word: string): Hidden[] {
  const parts = word.trim().split(/\s+/u).filter(Boolean).map(escaped);
  if (parts.length === 0) return [];
  return [...text.matchAll(new RegExp(parts.join(String.raw`\s+`), 'giu'))].map((match) =>
    span('words', match),
  );
}

function span(kind: HiddenKind, match: RegExpExecArray): Hidden {
  return { kind, start: match.index, end: match.index + match[0].length };
}

function sameValue(value: string): string {
  return value.replace(/\s+/gu, ' ').trim().toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
