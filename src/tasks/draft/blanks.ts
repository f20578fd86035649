import type { FactKind, UnsupportedFact } from '../../contracts/briefing';

/** A place that the user has to fill in, `[date]`, or to choose in, `[can / cannot]`. A choice may be longer, since it holds all its options. */
const BLANK = /\[(?:[^[\]\n]{1,60}|[^[\]\n]{1,80} \/ [^[\]\n]{1,80})\]/gu;

const BLANK_OF_KIND: Readonly<Record<FactKind, string>> = {
  number: '[number]',
  date: '[date]',
  time: '[time]',
  amount: '[amount]',
  name: '[name]',
  address: '[address]',
};

/** Puts a blank of its kind in the place of each fact. The offsets of `facts` are into `text`. */
export function blankOut(text: string, facts: readonly UnsupportedFact[]): string {
  return facts
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (result, { kind, start, end }) => result.slice(0, start) + BLANK_OF_KIND[kind] + result.slice(end),
      text,
    );
}

export function hasBlank(text: string): boolean {
  return text.search(BLANK) !== -1;
}

/** The text with each blank made as many spaces, so that blanks are not taken for facts and offsets stay. */
export function maskBlanks(text: string): string {
  return text.replace(BLANK, (blank) => ' '.repeat(blank.length));
}
