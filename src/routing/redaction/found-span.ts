import type { PersonalDataType } from '../../contracts/personal-data';

/** A range of a text, offsets in UTF-16 code units, end exclusive. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface FoundSpan extends TextRange {
  readonly type: PersonalDataType;
}

/** The whole match of a pattern, or its group `value` where it has one (the pattern then needs the flag `d`). */
export function spansOf(type: PersonalDataType, text: string, pattern: RegExp): FoundSpan[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [start, end] = match.indices?.groups?.['value'] ?? [match.index, match.index + match[0].length];
    return { type, start, end };
  });
}

/**
 * The groups `value` of what stands directly after each match of the cue. The value's pattern is sticky and minds its case, while the cue need not.
 */
export function spansAfter(type: PersonalDataType, text: string, cue: RegExp, value: RegExp): FoundSpan[] {
  const found: FoundSpan[] = [];
  for (const match of text.matchAll(cue)) {
    value.lastIndex = match.index + match[0].length;
    const range = value.exec(text)?.indices?.groups?.['value'];
    if (range) found.push({ type, start: range[0], end: range[1] });
  }
  return found;
}

/** The spans of all groups in order of place; where two overlap, the one of the earlier group stays, within a group the longer one. */
export function withoutOverlaps<Span extends TextRange>(groups: readonly (readonly Span[])[]): Span[] {
  let kept: Span[] = [];
  for (const group of groups) {
    const longest = group
      .filter(({ start, end }) => end > start)
      .sort((a, b) => b.end - b.start - (a.end - a.start));
    // Each group is put in as a whole, so that the search stays quick for thousands of spans.
    const free = longest.filter((span) => !overlapsAny(span, kept));
    kept = [...kept, ...disjoint(free)].sort((a, b) => a.start - b.start);
  }
  return kept;
}

/** Whether a span touches any of those in order of place that do not overlap one another. */
export function overlapsAny<Span extends TextRange>(
  { start, end }: Span,
  sorted: readonly TextRange[],
): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const next = sorted[low];
  return next !== undefined && next.start < end;
}

/** The spans that overlap no longer one. Sorted by place, only neighbours can clash. */
function disjoint<Span extends TextRange>(longestFirst: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...longestFirst].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || last.end <= span.start) kept.push(span);
    else if (span.end - span.start > last.end - last.start) kept[kept.length - 1] = span;
  }
  return kept;
}
