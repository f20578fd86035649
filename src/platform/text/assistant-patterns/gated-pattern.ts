import { createFragmentFinder } from './fragment-finder';

/** One of these must stand in a text: a fragment, or a match, in lower case. */
export type Need = readonly (string | RegExp)[];

/** A pattern, and what a text must hold for it to match at all: to look for all these words at once takes less time than one pattern. */
export interface GatedPattern {
  /** With the flags `giu`. */
  readonly pattern: RegExp;
  readonly needs: readonly Need[];
}

export function gated(pattern: RegExp, ...needs: readonly Need[]): GatedPattern {
  return { pattern, needs };
}

/** Gives those of the patterns that may match in a text. */
export function createPatternGate(patterns: readonly GatedPattern[]): (text: string) => readonly RegExp[] {
  const fragments = patterns.flatMap(({ needs }) => needs.flat().filter((each) => typeof each === 'string'));
  const find = createFragmentFinder([...new Set(fragments)]);
  return (text) => {
    if (text === '') return [];
    // What `toLowerCase` leaves, and a pattern that ignores case takes for an s.
    const lower = text.toLowerCase().replaceAll('\u017f', 's');
    const found = find(lower);
    const matches = new Map<RegExp, boolean>();
    const isMet = (need: Need): boolean =>
      need.some((each) => typeof each === 'string' && found.has(each)) ||
      need.some((each) => typeof each !== 'string' && isMatch(each));
    const isMatch = (pattern: RegExp): boolean => {
      const known = matches.get(pattern) ?? pattern.test(lower);
      matches.set(pattern, known);
      return known;
    };
    return patterns.filter(({ needs }) => needs.every(isMet)).map(({ pattern }) => pattern);
  };
}
