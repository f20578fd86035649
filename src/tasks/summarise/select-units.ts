import { canJoin, isClosable, joinTexts } from './joins';
import type { Unit } from './units';

/** A unit with what it is worth. */
export interface RatedUnit extends Unit {
  /** Worth as a sentence of its own, and as a part of one, apart from what it covers. */
  readonly base: number;
  readonly joinedBase: number;
  /** Worth of each specific in it, and of asking for something, by a key; each key counts once in a summary. */
  readonly covers: ReadonlyMap<string, number>;
}

/** Wordings that make one sentence of a summary, in the order of the mail. */
export interface SelectedSentence {
  readonly text: string;
  readonly units: readonly RatedUnit[];
}

/** Sentences with what they are worth together. */
export interface Selection {
  readonly sentences: readonly SelectedSentence[];
  readonly worth: number;
}

export const MOST_SENTENCES = 3;
/** A longer sentence of pieces is a list. */
const MOST_PIECES = 4;
/** Wordings of one sentence that are tried: those that no shorter one equals. */
const MOST_WORDINGS = 8;
/** Partial summaries are compared with those of about the same length only; the best of each length are carried on. */
const LENGTH_LEVELS = 20;
const KEPT_PER_LEVEL = 3;

interface Partial {
  readonly groups: readonly (readonly RatedUnit[])[];
  /** Characters of the whole and of its last sentence. */
  readonly length: number;
  readonly lastLength: number;
  readonly worth: number;
}

/**
 * The best summary of at most three sentences within a length: maximal coverage under a budget, solved as a knapsack by dynamic programming
 * over the sentences of the mail, as in McDonald (2007). Units that share a sentence exclude one another.
 */
export function selectUnits(units: readonly RatedUnit[], budget: number): Selection {
  const fitting = units.filter((unit) => unit.text.length <= budget);
  let states: Partial[] = [{ groups: [], length: 0, lastLength: 0, worth: 0 }];
  for (const wordings of bySentence(fitting)) {
    const grown = states.flatMap((state) => wordings.flatMap((unit) => extensions(state, unit, budget)));
    states = keepBest([...states, ...grown], budget);
  }
  const best = states
    .filter(({ groups }) => groups.length > 0)
    .reduce<Partial | null>((top, state) => (top && top.worth >= state.worth ? top : state), null);
  const sentences = (best?.groups ?? []).map((group) => ({
    text: joinTexts(group.map(({ text }) => text)),
    units: group,
  }));
  return { sentences, worth: best?.worth ?? 0 };
}

/** For a mail too short for any budget: the sentence that is worth most for its length. */
export function shortestWorthwhile(units: readonly RatedUnit[]): SelectedSentence[] {
  const [best] = [...units].sort((a, b) => standalone(b) / b.text.length - standalone(a) / a.text.length);
  return best ? [{ text: best.text, units: [best] }] : [];
}

/** The wordings of each sentence that no shorter one equals, best first, in the order of the mail. */
function bySentence(units: readonly RatedUnit[]): RatedUnit[][] {
  const groups = new Map<number, RatedUnit[]>();
  for (const unit of units) {
    const ordinal = unit.ordinals.at(-1) ?? 0;
    groups.set(ordinal, [...(groups.get(ordinal) ?? []), unit]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, wordings]) => undominated(wordings).slice(0, MOST_WORDINGS));
}

function undominated(wordings: readonly RatedUnit[]): RatedUnit[] {
  let shortest = Infinity;
  return [...wordings]
    .sort((a, b) => standalone(b) - standalone(a) || a.text.length - b.text.length)
    .filter(({ text }) => {
      const shorter = text.length < shortest;
      if (shorter) shortest = text.length;
      return shorter;
    });
}

/** The partial summary with the unit as a new sentence, and as a part of the last one. */
function extensions(state: Partial, unit: RatedUnit, budget: number): Partial[] {
  const length = state.length + unit.text.length + 1;
  if (length - 1 > budget) return [];
  const chosen = state.groups.flat();
  if (chosen.some((other) => other.ordinals.some((ordinal) => unit.ordinals.includes(ordinal)))) return [];
  let gain = 0;
  for (const [key, value] of unit.covers) {
    const had = chosen.reduce((most, other) => Math.max(most, other.covers.get(key) ?? 0), 0);
    gain += Math.max(0, value - had);
  }
  const worth = state.worth + gain;
  const grown: Partial[] = [];
  if (state.groups.length < MOST_SENTENCES) {
    grown.push({
      groups: [...state.groups, [unit]],
      length,
      lastLength: unit.text.length,
      worth: worth + unit.base,
    });
  }
  const last = state.groups.at(-1);
  const before = last?.at(-1);
  if (
    last &&
    before &&
    last.length < MOST_PIECES &&
    isClosable(before.text) &&
    canJoin(before, unit, state.lastLength)
  ) {
    grown.push({
      groups: [...state.groups.slice(0, -1), [...last, unit]],
      length,
      lastLength: state.lastLength + unit.text.length + 1,
      worth: worth + unit.joinedBase,
    });
  }
  return grown;
}

function keepBest(states: readonly Partial[], budget: number): Partial[] {
  const levels = new Map<number, Partial[]>();
  for (const state of [...states].sort((a, b) => b.worth - a.worth)) {
    const level = state.groups.length * 1000 + Math.floor((state.length / (budget + 2)) * LENGTH_LEVELS);
    const kept = levels.get(level) ?? [];
    if (kept.length < KEPT_PER_LEVEL) levels.set(level, [...kept, state]);
  }
  return [...levels.values()].flat();
}

function standalone(unit: RatedUnit): number {
  return [...unit.covers.values()].reduce((sum, value) => sum + value, unit.base);
}
