import type { Candidate } from './candidates';
import { DEADLINE, DECISION, DIRECT_REQUEST, REQUEST } from './cues';
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
  /** Added where a sentence of its own begins with a word that points back, as "They" does. */
  readonly pointsBack: number;
  /** Added where a statement shares a sentence with others. */
  readonly joined: number;
  /** Once in a summary: that it says what the reader is asked for, and by when. */
  readonly ask: number;
  /** In place of `ask`, where the reader is asked outright. */
  readonly directAsk: number;
  readonly askWithDeadline: number;
}

/** Small next to what a specific is worth: chosen by leaving out one labelled night at a time. What is asked also stands beside the mail, so here it weighs little more than other sentences. */
export const SENTENCE_WORTH: SentenceWorth = {
  sentence: 0.06,
  first: 0.05,
  request: 0.03,
  deadline: 0.01,
  question: 0.01,
  decision: 0.03,
  closeToMail: 0.06,
  closeToSubject: 0.06,
  per100Chars: 0.03,
  per100CharsOver: -0.04,
  tiny: -0.15,
  pointsBack: -0.06,
  joined: -0.1,
  ask: 0.1,
  directAsk: 0.2,
  askWithDeadline: 0.1,
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
    const covers = new Map<string, number>();
    let base = 0;
    for (const ordinal of unit.ordinals) {
      const index = indexOf.get(ordinal) ?? 0;
      const candidate = candidates[index];
      if (!candidate) continue;
      for (const { fact, features } of facts[index] ?? []) {
        if (!unit.text.includes(fact.text)) continue;
        const key = `fact ${fact.text.toLowerCase()}`;
        covers.set(key, Math.max(covers.get(key) ?? 0, salience(features, weights)));
      }
      base += sentenceWorth(unit, candidate, closeness?.[index], worth) / unit.ordinals.length;
    }
    const direct = DIRECT_REQUEST.test(unit.text);
    if (direct || REQUEST.test(unit.text)) {
      covers.set('ask', direct ? worth.directAsk : worth.ask);
      const dated = DEADLINE.test(unit.text) && [...covers.keys()].some((key) => /\d/u.test(key));
      if (dated) covers.set('ask with deadline', worth.askWithDeadline);
    }
    const chars = unit.text.length;
    base +=
      worth.per100Chars * Math.min(2, chars / 100) + worth.per100CharsOver * Math.max(0, chars / 100 - 2);
    const alone = (chars < 25 ? worth.tiny : 0) + (POINTS_BACK.test(unit.text) ? worth.pointsBack : 0);
    return { ...unit, base: base + alone, joinedBase: base + worth.joined, covers };
  });
}

const POINTS_BACK =
  /^(?:they|it|he|she|this|that|these|those|then|both|there|them|him)\b(?! is (?:a|an|my|our|to)\b)/iu;

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
