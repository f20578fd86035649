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

/** A need; fragments by their places among all. */
interface PlacedNeed {
  /** Its place among all needs. */
  readonly nth: number;
  readonly within: readonly { readonly around: readonly number[]; readonly match: RegExp }[];
}

/** Gives those of the patterns that may match in a text. */
export function createPatternGate(patterns: readonly GatedPattern[]): (text: string) => readonly RegExp[] {
  const fragments = new Places<string>();
  const allNeeds = new Places<Need>();
  /** For each fragment the needs that it meets. */
  const metBy: number[][] = [];
  const place = (need: Need): PlacedNeed => {
    const nth = allNeeds.of(need);
    const within: PlacedNeed['within'][number][] = [];
    for (const each of need) {
      if (typeof each === 'string') (metBy[fragments.of(each)] ??= []).push(nth);
      else
        within.push({ around: each.fragments.map((fragment) => fragments.of(fragment)), match: each.match });
    }
    return { nth, within };
  };
  const placed = patterns.map(({ pattern, needs }) => ({ pattern, needs: needs.map(place) }));
  const find = createFragmentFinder(fragments.all());
  const met = new Uint8Array(allNeeds.all().length);
  return (text) => {
    if (text === '') return [];
    // What `toLowerCase` leaves, and a pattern that ignores case takes for an s.
    const lower = text.toLowerCase().replaceAll('\u017f', 's');
    const found = find(lower);
    met.fill(0);
    for (let nth = found.indexOf(1); nth >= 0; nth = found.indexOf(1, nth + 1))
      for (const need of metBy[nth] ?? []) met[need] = 1;
    const matches = new Map<RegExp, boolean>();
    const isMatch = ({ around, match }: PlacedNeed['within'][number]): boolean => {
      if (!around.some((fragment) => found[fragment] === 1)) return false;
      const known = matches.get(match) ?? match.test(lower);
      matches.set(match, known);
      return known;
    };
    const isMet = ({ nth, within }: PlacedNeed): boolean => met[nth] === 1 || within.some(isMatch);
    return placed.filter(({ needs }) => needs.every(isMet)).map(({ pattern }) => pattern);
  };
}

/** Numbers things as they are first asked for. */
class Places<Thing> {
  readonly #places = new Map<Thing, number>();

  of(thing: Thing): number {
    const place = this.#places.get(thing) ?? this.#places.size;
    this.#places.set(thing, place);
    return place;
  }

  all(): Thing[] {
    return [...this.#places.keys()];
  }
}
