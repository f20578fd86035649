import type { Candidate } from './candidates';
import { DECISION, REQUEST } from './cues';
import { salience, type Closeness, type RatedFact, type SalienceWeights } from './salience';
import type { RatedUnit } from './select-units';
import type { Unit } from './units';

/** What a sentence is worth apart from its specifics, in the unit "one specific that is surely kept". Tuned by `scripts/training/train-salience.ts`. */
export const BASE = {
  sentence: 0.05,
  first: 0.1,
  request: 0.25,
  question: 0.1,
  decision: 0.1,
  closeToMail: 0.3,
  closeToSubject: 0.3,
  per100Chars: 0.1,
  /** Below 25 characters a sentence says little by itself. */
  tiny: -0.3,
} as const;

/** Puts a worth on each unit: the chances of its specifics to be kept, and a base for what the sentence is. */
export function rateUnits(
  units: readonly Unit[],
  candidates: readonly Candidate[],
  facts: readonly (readonly RatedFact[])[],
  closeness: readonly Closeness[] | null,
  weights: SalienceWeights,
): RatedUnit[] {
  const indexOf = new Map(candidates.map((candidate, index) => [candidate.ordinal, index]));
  return units.map((unit) => {
    const worths = new Map<string, number>();
    let base = 0;
    for (const ordinal of unit.ordinals) {
      const index = indexOf.get(ordinal) ?? 0;
      const candidate = candidates[index];
      if (!candidate) continue;
      for (const { fact, features } of facts[index] ?? []) {
        if (!unit.text.includes(fact.text)) continue;
        const key = fact.text.toLowerCase();
        worths.set(key, Math.max(worths.get(key) ?? 0, salience(features, weights)));
      }
      base += sentenceWorth(unit, candidate, closeness?.[index]) / Math.sqrt(unit.ordinals.length);
    }
    base += BASE.per100Chars * Math.min(3, unit.text.length / 100) + (unit.text.length < 25 ? BASE.tiny : 0);
    return { ...unit, base, facts: worths };
  });
}

function sentenceWorth(unit: Unit, candidate: Candidate, near: Closeness | undefined): number {
  const worth =
    BASE.sentence +
    (candidate.ordinal === 0 ? BASE.first : 0) +
    (REQUEST.test(unit.text) ? BASE.request : 0) +
    (unit.text.includes('?') ? BASE.question : 0) +
    (DECISION.test(unit.text) ? BASE.decision : 0) +
    BASE.closeToMail * ((near?.centroid ?? 0.5) - 0.5) +
    BASE.closeToSubject * ((near?.subject ?? 0.2) - 0.2);
  // A shortened sentence is worth as much less as it says less.
  return worth * Math.sqrt(Math.min(1, unit.text.length / candidate.text.length));
}
