import type { Candidate } from './candidates';
import { DEADLINE, DECISION, REQUEST } from './cues';
import {
  salience,
  TRAINED_SALIENCE,
  USUAL_CLOSENESS,
  type Closeness,
  type RatedFact,
  type SalienceWeights,
} from './salience';
import type { RatedUnit } from './select-units';
import type { Unit } from './units';

/** What a sentence is worth apart from its specifics, in the unit "one specific that is surely kept". */
export interface SentenceWorth {
  readonly sentence: number;
  readonly first: number;
  readonly request: number;
  readonly deadline: number;
  readonly question: number;
  readonly decision: number;
  /** Per unit of cosine above the usual. */
  readonly closeToMail: number;
  readonly closeToSubject: number;
  /** Up to 200 characters. */
  readonly per100Chars: number;
  /** For each 100 characters over 200, since nobody reads a summary in long sentences. */
  readonly per100CharsOver: number;
  /** Below 25 characters a sentence says little by itself. */
  readonly tiny: number;
}

/** Chosen so that recall holds on the desk mail and on the sample night alike; requests weigh more than either would have it, since a reader needs them. */
export const SENTENCE_WORTH: SentenceWorth = {
  sentence: 0.3,
  first: 0.25,
  request: 0.15,
  deadline: 0.05,
  question: 0.05,
  decision: 0.15,
  closeToMail: 0.3,
  closeToSubject: 0.3,
  per100Chars: 0.15,
  per100CharsOver: -0.2,
  tiny: -0.6,
};

/** What is learnt from labelled mail. */
export interface Tuning {
  readonly weights: SalienceWeights;
  readonly worth: SentenceWorth;
}

export const TUNED: Tuning = { weights: TRAINED_SALIENCE, worth: SENTENCE_WORTH };

/** Puts a worth on each unit: the chances of its specifics to be kept, and a base for what the sentence is. */
export function rateUnits(
  units: readonly Unit[],
  candidates: readonly Candidate[],
  facts: readonly (readonly RatedFact[])[],
  closeness: readonly Closeness[] | null,
  { weights, worth }: Tuning,
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
      base += sentenceWorth(unit, candidate, closeness?.[index], worth) / Math.sqrt(unit.ordinals.length);
    }
    const chars = unit.text.length;
    base +=
      worth.per100Chars * Math.min(2, chars / 100) + worth.per100CharsOver * Math.max(0, chars / 100 - 2);
    if (chars < 25) base += worth.tiny;
    return { ...unit, base, facts: worths };
  });
}

function sentenceWorth(
  unit: Unit,
  candidate: Candidate,
  near: Closeness | undefined,
  worth: SentenceWorth,
): number {
  const whole =
    worth.sentence +
    (candidate.ordinal === 0 ? worth.first : 0) +
    (REQUEST.test(unit.text) ? worth.request : 0) +
    (DEADLINE.test(unit.text) ? worth.deadline : 0) +
    (unit.text.includes('?') ? worth.question : 0) +
    (DECISION.test(unit.text) ? worth.decision : 0) +
    worth.closeToMail * ((near?.centroid ?? USUAL_CLOSENESS.centroid) - USUAL_CLOSENESS.centroid) +
    worth.closeToSubject * ((near?.subject ?? USUAL_CLOSENESS.subject) - USUAL_CLOSENESS.subject);
  // A shortened sentence is worth as much less as it says less.
  return whole * Math.sqrt(Math.min(1, unit.text.length / candidate.text.length));
}
