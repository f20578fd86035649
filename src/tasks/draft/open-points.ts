import type { Evidence } from '../../contracts/briefing';
import { findFacts } from '../text/facts';
import type { Sentence } from '../text/sentences';
import { contentWords } from './content-words';

/** More lines than this make a reply that nobody wants to fill in. */
const MOST_OPEN_POINTS = 2;
const FEWEST_WORDS = 4;
const LONGEST_WORDS = 40;
/** What is worth less is left to the sender's own mail. */
const LEAST_WORTH = 7;

/** What a mail puts to its reader without asking: an offer, a proposal, a condition, two figures that do not fit. */
const PUTS =
  /\b(?:if|unless|either|whether|instead|or|propose|suggest|hope|hoping|wonder(?:ed|ing)?|offer(?:ed|s)?|attached|missing|outstanding|without|unsigned|duplicate|wrong|would\s+do|wants?|prefer|nobody|up\s+to|pencilled|booked|waiting)\b|\b(?:i|we)\s+(?:say|can|could|need)\b|\b(?:i|we)(?:['’]d|\s+would|\s+should)\b|\bsays?\b.*\b(?:and|but)\b.*\bsays?\b|\byour\s+(?:call|side|name|sheet|own|view|turn)\b/iu;
const TO_READER = /\b(?:you|your|u|ye)\b/iu;
/** Follows from the answer to an ask, so that the letter need not say it again. */
const FOLLOWS = /^if\s+(?:yes|no|not|so|it['’]s\s+an?)\b/iu;
/** Told as a story, or known already. */
const TELLS =
  /^(?:you\s+(?:may\s+|will\s+)?(?:recall|remember|know)|as\s+(?:you|discussed|i)|i\s+(?:know|heard|have\s+been|wrote|assume|thought|went)|my\s+name|with\s+reference|we\s+refer|it\s+has\s+been|last\s+(?:week|year|month)|(?:i\s+)?hope\s+(?:this|you|all|the)|sorry|forgive|dear|thank)\b/iu;

export interface OpenPoint {
  readonly evidence: Evidence;
  /** How much it leaves to be answered; compared within one mail and with a limit only. */
  readonly worth: number;
  /** It says what follows from the answer to an ask. */
  readonly follows: boolean;
}

/**
 * The sentences of a mail that leave something open without asking: an offer, a condition, a proposal, two figures that do not fit. At most two, in the order of
 * the mail; those that an ask stands on already are left out.
 */
export function findOpenPoints(
  sentences: readonly Sentence[],
  asks: readonly Evidence[],
  source: string,
): OpenPoint[] {
  const asked = new Set(asks.flatMap(({ quote }) => contentWords(quote)));
  return sentences
    .filter(
      ({ start, end, text }) =>
        (PUTS.test(text) || TO_READER.test(text)) && !asks.some((ask) => ask.start < end && ask.end > start),
    )
    .map((sentence) => ({ sentence, ...weigh(sentence.text, asked) }))
    .filter(({ fresh, worth }) => fresh >= FEWEST_WORDS && worth >= LEAST_WORTH)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, MOST_OPEN_POINTS)
    .toSorted((a, b) => a.sentence.start - b.sentence.start)
    .map(({ sentence: { start, end, text }, worth }) => ({
      evidence: { quote: source.slice(start, end), start, end },
      worth,
      follows: FOLLOWS.test(text),
    }));
}

/** How much a sentence leaves to be answered; hand-set: a specific, a proposal and the reader's part in it weigh most. */
function weigh(text: string, asked: ReadonlySet<string>): { readonly fresh: number; readonly worth: number } {
  const fresh = contentWords(text).filter((word) => !asked.has(word)).length;
  const long = text.split(' ').length > LONGEST_WORDS ? 4 : 0;
  return {
    fresh,
    worth:
      Math.min(6, fresh) / 2 +
      2 * Math.min(2, findFacts(text).length) +
      (TO_READER.test(text) ? 2 : 0) +
      (PUTS.test(text) ? 4 : 0) -
      (TELLS.test(text) ? 5 : 0) -
      long,
  };
}
