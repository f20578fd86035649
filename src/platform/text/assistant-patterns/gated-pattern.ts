import { createFragmentFinder } from './fragment-finder';

/** A match in lower case that is looked for only where one of the fragments stands, since it holds one of them itself. */
interface MatchWithin {
  readonly fragments: readonly string[];
  readonly match: RegExp;
}

/** One of these must stand in a text in lower case. */
export type Need = readonly (string | MatchWithin)[];

/** A pattern, and what a text must hold for it to match at all: to look for all these words at once takes less time than one pattern. */
export interface GatedPattern {
  /** With the flags `giu`. */
  readonly pattern: RegExp;
  /** The fragments are found for all patterns together, so that needs of fragments alone stand first. */
  readonly needs: readonly Need[];
}

export function gated(pattern: RegExp, ...needs: readonly Need[]): GatedPattern {
  return { pattern, needs };
}

export function within(fragments: readonly string[], match: RegExp): MatchWithin {
  return { fragments, match };
}

/** Gives those of the patterns that may match in a text. */
export function createPatternGate(patterns: readonly GatedPattern[]): (text: string) => readonly RegExp[] {
  const fragments = patterns.flatMap(({ needs }) =>
    needs.flat().flatMap((each) => (typeof each === 'string' ? each : each.fragments)),
  );
  const find = createFragmentFinder([...new Set(fragments)]);
  return (text) => {
    if (text === '') return [];
    // What `toLowerCase` leaves, and a pattern that ignores case takes for an s.
    const lower = text.toLowerCase().replaceAll('\u017f', 's');
    const found = find(lower);
    const matches = new Map<RegExp, boolean>();
    const isMatch = ({ fragments: around, match }: MatchWithin): boolean => {
      if (!around.some((fragment) => found.has(fragment))) return false;
      const known = matches.get(match) ?? match.test(lower);
      matches.set(match, known);
      return known;
    };
    const isMet = (need: Need): boolean =>
      need.some((each) => typeof each === 'string' && found.has(each)) ||
      need.some((each) => typeof each !== 'string' && isMatch(each));
    return patterns.filter(({ needs }) => needs.every(isMet)).map(({ pattern }) => pattern);
  };
}
