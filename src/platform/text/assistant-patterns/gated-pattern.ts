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

/** A need, with fragments by their places among all. */
interface PlacedNeed {
  readonly fragments: readonly number[];
  readonly within: readonly { readonly around: readonly number[]; readonly match: RegExp }[];
}

/** Gives those of the patterns that may match in a text. */
export function createPatternGate(patterns: readonly GatedPattern[]): (text: string) => readonly RegExp[] {
  const places = new Map<string, number>();
  const placeOf = (fragment: string): number => {
    const place = places.get(fragment) ?? places.size;
    places.set(fragment, place);
    return place;
  };
  const placed = patterns.map(({ pattern, needs }) => ({ pattern, needs: needs.map((need) => place(need, placeOf)) }));
  const find = createFragmentFinder([...places.keys()]);
  return (text) => {
    if (text === '') return [];
    // What `toLowerCase` leaves, and a pattern that ignores case takes for an s.
    const lower = text.toLowerCase().replaceAll('\u017f', 's');
    const found = find(lower);
    const matches = new Map<RegExp, boolean>();
    const isFound = (fragment: number): boolean => found[fragment] === 1;
    const isMatch = ({ around, match }: PlacedNeed['within'][number]): boolean => {
      if (!around.some(isFound)) return false;
      const known = matches.get(match) ?? match.test(lower);
      matches.set(match, known);
      return known;
    };
    const isMet = (need: PlacedNeed): boolean => need.fragments.some(isFound) || need.within.some(isMatch);
    return placed.filter(({ needs }) => needs.every(isMet)).map(({ pattern }) => pattern);
  };
}

function place(need: Need, placeOf: (fragment: string) => number): PlacedNeed {
  const placed = { fragments: [] as number[], within: [] as PlacedNeed['within'][number][] };
  for (const each of need) {
    if (typeof each === 'string') placed.fragments.push(placeOf(each));
    else placed.within.push({ around: each.fragments.map(placeOf), match: each.match });
  }
  return placed;
}
