import type { FactKind } from '../../../contracts/briefing';
import { findFacts } from '../../text/facts';

/** What an answer to a question must hold: one of these specifics. Empty where the question does not tell. */
export type WantedFacts = readonly FactKind[];

/** In order: the first that fits decides. English, German, Spanish. */
const CUES: readonly (readonly [RegExp, WantedFacts])[] = [
  [
    /\b(?:how much|what (?:price|amount|sum|fee|cost|budget)|cost|costs|price|fee|wie ?viel kostet|was kostet|kosten|preis|cu[aá]nto cuesta|precio|importe)\b/iu,
    ['amount', 'number'],
  ],
  [
    /\b(?:how (?:many|long|often|far|big|large|old|soon)|what (?:share|percentage|number)|percent|wie ?viele?|wie (?:lange|oft|gro(?:ß|ss))|cu[aá]nt[oa]s?|cada cu[aá]nto)\b/iu,
    ['number', 'amount', 'date', 'time'],
  ],
  [
    /\b(?:when|what (?:day|date|time)|which (?:day|date|week|weekend|month|year)|by when|until when|since when|deadline|wann|bis wann|welche[rnms]? (?:tag|datum)|cu[aá]ndo|qu[eé] d[ií]a|fecha)\b/iu,
    ['date', 'time'],
  ],
  [
    /\b(?:whom?|whose|which (?:person|colleague|company|customer)|wer|wem|wen|wessen|qui[eé]n(?:es)?)\b/iu,
    ['name', 'address'],
  ],
  [/\b(?:phone|telephone|e-?mail address|telefon(?:nummer)?|tel[eé]fono)\b/iu, ['number', 'address']],
];

export function wantedFacts(question: string): WantedFacts {
  return CUES.find(([cue]) => cue.test(question))?.[1] ?? [];
}

/** Whether a sentence holds a specific of a kind that is wanted, other than those that the question names itself. */
export function holdsWanted(sentence: string, question: string, wanted: WantedFacts): boolean {
  const asked = question.toLowerCase();
  return findFacts(sentence).some(
    ({ kind, text }) => wanted.includes(kind) && !asked.includes(text.toLowerCase()),
  );
}

/** Whether a text asks something, rather than naming what to look for. */
export function isQuestion(text: string): boolean {
  return (
    /\?\s*$/u.test(text) ||
    /^\s*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|must|should|has|have|will|wer|wem|wen|was|wann|wo|warum|wieso|welche[rnms]?|wie|darf|kann|muss|hat|ist|qui[eé]n|qu[eé]|cu[aá]ndo|d[oó]nde|por qu[eé]|c[oó]mo|cu[aá]nt[oa]s?|cu[aá]l)\s+\S+\s+\S/iu.test(
      text,
    )
  );
}
