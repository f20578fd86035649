import type { Part } from './clauses';
import type { Detail } from './details';

/** UTF-16 code units; a longer line is no line. */
const LONGEST_LINE = 240;
const MOST_DETAILS = 7;
/** Less is not worth a reader's glance. */
const LEAST_GAIN = 0.14;
const SEPARATOR = '; ';
/** What a detail costs beyond its letters: it says less than a sentence of the same words. */
const COST_OF_DETAIL = 0.03;

/** The last line of a summary, in the order of the mail. */
export interface DetailLine {
  readonly text: string;
  readonly details: readonly Detail[];
  /** What it adds to what the sentences cover. */
  readonly gain: number;
}

/** The line that adds most to what is covered already, within a length; null where nothing fits that is worth it. */
export function chooseDetails(
  details: readonly Detail[],
  covered: ReadonlyMap<string, number>,
  room: number,
): DetailLine | null {
  const had = new Map(covered);
  const chosen: Detail[] = [];
  let left = Math.min(room, LONGEST_LINE);
  let gain = 0;
  while (chosen.length < MOST_DETAILS) {
    let best: { readonly detail: Detail; readonly gain: number; readonly rate: number } | null = null;
    for (const detail of details) {
      const cost = detail.text.length + SEPARATOR.length;
      if (cost - 1 > left || chosen.some((other) => overlaps(other.span, detail.span))) continue;
      const gained = gainOf(detail, had) - COST_OF_DETAIL;
      if (gained < LEAST_GAIN) continue;
      const rate = gained / cost;
      if (!best || rate > best.rate) best = { detail, gain: gained, rate };
    }
    if (!best) break;
    chosen.push(best.detail);
    left -= best.detail.text.length + SEPARATOR.length;
    gain += best.gain;
    for (const [key, value] of best.detail.covers) had.set(key, Math.max(had.get(key) ?? 0, value));
  }
  if (chosen.length === 0) return null;
  const inOrder = widen(chosen, details, left).sort((a, b) => a.span.start - b.span.start);
  return { text: inOrder.map(({ text }) => text).join(SEPARATOR), details: inOrder, gain };
}

/** What room is left goes to words before the specifics, which say what they are about. */
function widen(chosen: readonly Detail[], details: readonly Detail[], room: number): Detail[] {
  let left = room;
  return chosen.map((detail) => {
    const wider = details
      .filter(
        ({ span, text }) =>
          span.end >= detail.span.end &&
          span.start <= detail.span.start &&
          text.length > detail.text.length &&
          text.length - detail.text.length <= left &&
          !chosen.some((other) => other !== detail && overlaps(other.span, span)),
      )
      .sort((a, b) => b.text.length - a.text.length)[0];
    if (!wider) return detail;
    left -= wider.text.length - detail.text.length;
    return wider;
  });
}

function gainOf({ covers }: Detail, had: ReadonlyMap<string, number>): number {
  let gain = 0;
  for (const [key, value] of covers) gain += Math.max(0, value - (had.get(key) ?? 0));
  return gain;
}

function overlaps(a: Part, b: Part): boolean {
  return a.start < b.end && b.start < a.end;
}
