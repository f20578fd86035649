import type { FactKind } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findFacts, type Fact } from '../text/facts';
import { readableSubject } from '../text/readable-segments';
import type { Candidate } from './candidates';
import { DEADLINE, DECISION, REQUEST } from './cues';
import trained from './salience-weights.json' with { type: 'json' };

/** How close a sentence is to the rest of its mail and to the subject, as cosines. */
export interface Closeness {
  readonly centroid: number;
  readonly subject: number;
}

/** What the chance of a specific to be kept by a person's summary depends on; 0 or 1 unless said otherwise. */
export interface SalienceFeatures {
  readonly date: number;
  readonly time: number;
  readonly amount: number;
  readonly number: number;
  readonly name: number;
  readonly code: number;
  readonly address: number;
  /** A phone, card or account number. */
  readonly account: number;
  /** "Thursday" without a day of the month. */
  readonly bareWord: number;
  /** Part of the sender's or a recipient's name. */
  readonly participant: number;
  readonly inSubject: number;
  readonly afterDeadlineWord: number;
  /** Logarithm of the other sentences that have it. */
  readonly repeated: number;
  /** Logarithm of the other specifics of its kind in the mail. */
  readonly rivals: number;
  /** Whether its sentence opens a paragraph of several. */
  readonly opensParagraph: number;
  readonly request: number;
  readonly question: number;
  readonly deadline: number;
  readonly decision: number;
  readonly filler: number;
  readonly item: number;
  /** 0 to 1. */
  readonly position: number;
  /** Logarithm of one more than the specifics in the sentence. */
  readonly density: number;
  /** Cosine less its usual value. */
  readonly closeToMail: number;
  readonly closeToSubject: number;
}

/** Logistic regression over the features. */
export interface SalienceWeights {
  readonly bias: number;
  readonly weights: SalienceFeatures;
}

/** Trained by `scripts/training/train-salience.ts`. */
export const TRAINED_SALIENCE: SalienceWeights = trained;

/** A specific of a candidate sentence with its features. */
export interface RatedFact {
  readonly fact: Fact;
  readonly features: SalienceFeatures;
}

/** About the middle of what mail shows. */
export const USUAL_CLOSENESS: Closeness = { centroid: 0.5, subject: 0.3 };

/** The specifics of each candidate, in the order of the candidates. `closeness` may be null where there is no embedder. */
export function factsOf(
  message: Message,
  candidates: readonly Candidate[],
  closeness: readonly Closeness[] | null,
): RatedFact[][] {
  const people = [message.from, ...message.to, ...message.cc]
    .flatMap((person) => (person?.name ?? '').toLowerCase().split(/[\s,]+/u))
    .filter((name) => name.length > 1);
  const subject = readableSubject(message).toLowerCase();
  const found = candidates.map(({ text }) => findFacts(text));
  const sentencesWith = new Map<string, number>();
  const ofKind = new Map<FactKind, number>();
  for (const facts of found) {
    for (const text of new Set(facts.map((fact) => fact.text.toLowerCase())))
      sentencesWith.set(text, (sentencesWith.get(text) ?? 0) + 1);
    for (const { kind } of facts) ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1);
  }
  return candidates.map((candidate, index) => {
    const facts = found[index] ?? [];
    const near = closeness?.[index] ?? USUAL_CLOSENESS;
    const sentence = {
      request: bit(REQUEST.test(candidate.text)),
      question: bit(candidate.text.includes('?')),
      deadline: bit(DEADLINE.test(candidate.text)),
      decision: bit(DECISION.test(candidate.text)),
      filler: bit(candidate.filler),
      opensParagraph: bit(candidate.start === candidate.blockStart && candidate.layout === 'prose'),
      item: bit(candidate.layout !== 'prose'),
      position: candidate.position,
      density: Math.log1p(facts.length),
      closeToMail: near.centroid - USUAL_CLOSENESS.centroid,
      closeToSubject: near.subject - USUAL_CLOSENESS.subject,
    };
    return facts.map((fact) => ({
      fact,
      features: {
        ...sentence,
        ...kindFeatures(fact),
        participant: bit(
          fact.kind === 'name' &&
            fact.text
              .toLowerCase()
              .split(/\s+/u)
              .some((word) => people.includes(word)),
        ),
        repeated: Math.log(Math.max(1, sentencesWith.get(fact.text.toLowerCase()) ?? 1)),
        rivals: Math.log(Math.max(1, ofKind.get(fact.kind) ?? 1)),
        inSubject: bit(subject.includes(fact.text.toLowerCase())),
        afterDeadlineWord: bit(DEADLINE.test(candidate.text.slice(Math.max(0, fact.start - 14), fact.start))),
      },
    }));
  });
}

/** Chance, 0 to 1, that a person's summary of the mail keeps a specific with these features. */
export function salience(features: SalienceFeatures, { bias, weights }: SalienceWeights): number {
  const names = Object.keys(weights) as (keyof SalienceFeatures)[];
  const logit = names.reduce((sum, name) => sum + weights[name] * features[name], bias);
  return 1 / (1 + Math.exp(-logit));
}

function kindFeatures({ kind, text }: Fact) {
  const account = kind === 'number' && text.replace(/\D/gu, '').length >= 9;
  const shown: FactKind | 'code' | 'account' = account
    ? 'account'
    : kind === 'name' && /\d/u.test(text)
      ? 'code'
      : kind;
  return {
    date: bit(shown === 'date'),
    time: bit(shown === 'time'),
    amount: bit(shown === 'amount'),
    number: bit(shown === 'number'),
    name: bit(shown === 'name'),
    code: bit(shown === 'code'),
    address: bit(shown === 'address'),
    account: bit(account),
    bareWord: bit(/^\p{L}+$/u.test(text) && kind !== 'name'),
  };
}

function bit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
