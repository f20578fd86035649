import type { SegmentKind, TextSegment } from '../../../contracts/message';
import { countMatches } from '../text/count-matches';

const WORD = /[\p{L}\p{N}]+/gu;

export interface TextLine {
  readonly text: string;
  readonly start: number;
  readonly blank: boolean;
  /** What the line is found to be; `body` until then. */
  kind: SegmentKind;
}

export function toLines(text: string): TextLine[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const entry: TextLine = { text: line, start, blank: line.trim() === '', kind: 'body' };
    start += line.length + 1;
    return entry;
  });
}

export function mark(lines: readonly TextLine[], from: number, to: number, kind: SegmentKind): void {
  for (const line of lines.slice(from, to)) line.kind = kind;
}

/** Runs of lines of one kind as segments that cover the text. */
export function toSegments(lines: readonly TextLine[], length: number): TextSegment[] {
  const segments: { kind: SegmentKind; start: number; end: number }[] = [];
  for (const line of lines) {
    const last = segments.at(-1);
    // A blank line belongs to what stands before it.
    if (last && (line.blank || last.kind === line.kind)) continue;
    if (last) last.end = line.start;
    segments.push({ kind: line.kind, start: line.start, end: length });
  }
  return segments.filter((segment) => segment.end > segment.start);
}

/** Stretches of lines that are still body, as half-open line ranges. */
export function bodyRegions(lines: readonly TextLine[]): { from: number; to: number }[] {
  const regions: { from: number; to: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'body') continue;
    const last = regions.at(-1);
    if (last && last.to === index) last.to = index + 1;
    else regions.push({ from: index, to: index + 1 });
  }
  return regions;
}

/** The words of the lines; no more are counted once there are `enough`. */
export function countWords(lines: readonly TextLine[], enough = Infinity): number {
  let words = 0;
  for (const { text } of lines) {
    if (words >= enough) break;
    words += countMatches(text, WORD, enough - words);
  }
  return words;
}
