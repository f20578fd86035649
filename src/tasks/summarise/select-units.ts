import type { Unit } from './units';

/** A unit with what it is worth. */
export interface RatedUnit extends Unit {
  /** Worth apart from its specifics. */
  readonly base: number;
  /** Worth of each specific in it by its normalised text; a specific counts once in a summary. */
  readonly facts: ReadonlyMap<string, number>;
}

export const MOST_SENTENCES = 3;
/** Triples of more units than this would take longer than they are worth. */
const MOST_UNITS = 60;
/** Wordings that begin with the same sentence. */
const MOST_PER_SENTENCE = 9;

/**
 * The best set of at most three units within a length: maximal coverage under a budget, as in McDonald (2007), solved exactly over the most
 * promising units. Units that share a sentence exclude one another. In the order of the mail.
 */
export function selectUnits(units: readonly RatedUnit[], budget: number): RatedUnit[] {
  const fitting = units.filter((unit) => unit.text.length <= budget);
  if (fitting.length === 0) return shortestWorthwhile(units);
  const ranked = mostPromising(fitting);
  let best: { units: RatedUnit[]; worth: number } = { units: [], worth: -Infinity };
  const extend = (
    from: number,
    chosen: RatedUnit[],
    covered: ReadonlyMap<string, number>,
    worth: number,
    left: number,
  ) => {
    if (chosen.length > 0 && worth > best.worth) best = { units: chosen, worth };
    if (chosen.length === MOST_SENTENCES) return;
    for (let index = from; index < ranked.length; index += 1) {
      const unit = ranked[index];
      if (!unit || unit.text.length > left || chosen.some((other) => sharesSentence(other, unit))) continue;
      const now = new Map(covered);
      let gain = unit.base;
      for (const [fact, value] of unit.facts) {
        const had = now.get(fact) ?? 0;
        if (value <= had) continue;
        gain += value - had;
        now.set(fact, value);
      }
      extend(index + 1, [...chosen, unit], now, worth + gain, left - unit.text.length - 1);
    }
  };
  extend(0, [], new Map(), 0, budget);
  return best.units.sort((a, b) => (a.spans[0]?.start ?? 0) - (b.spans[0]?.start ?? 0));
}

/** The units worth most, but not all from one list or sentence, so that something is left to combine them with. */
function mostPromising(units: readonly RatedUnit[]): RatedUnit[] {
  const taken = new Map<number, number>();
  return [...units]
    .sort((a, b) => standalone(b) - standalone(a))
    .filter((unit) => {
      const first = unit.ordinals[0] ?? 0;
      const count = taken.get(first) ?? 0;
      taken.set(first, count + 1);
      return count < MOST_PER_SENTENCE;
    })
    .slice(0, MOST_UNITS);
}

/** A mail too short for the budget still gets one sentence. */
function shortestWorthwhile(units: readonly RatedUnit[]): RatedUnit[] {
  const [best] = [...units].sort((a, b) => standalone(b) / b.text.length - standalone(a) / a.text.length);
  return best ? [best] : [];
}

function standalone(unit: RatedUnit): number {
  return [...unit.facts.values()].reduce((sum, value) => sum + value, unit.base);
}

function sharesSentence(a: RatedUnit, b: RatedUnit): boolean {
  return a.ordinals.some((ordinal) => b.ordinals.includes(ordinal));
}
