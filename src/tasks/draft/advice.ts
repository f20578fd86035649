import { readInversion, type Statement } from './statement';
import { isBaseVerb } from './verb-forms';

/** What one has, owes or needs, or does together with the reader, is asked for a fact and not for advice. */
const SENDER_ACTS =
  /^(?:i|we)\s+(?<verb>(?!(?:have|owe|need|get|still|already|belong|are|am|were|was|can|could|may|might|will|would|shall|should|must|do|did|had|agree|understand|know|think|meet|talk|speak)\b)\p{Ll}+)\b/iu;

/** "we go ahead", "I book it" after "whether": the sender asks what to do, so that the answer is "You [should / need not] go ahead". Null for anything else. */
export function readAdvice(clause: string): Statement | null {
  const verb = SENDER_ACTS.exec(clause)?.groups?.['verb'] ?? '';
  return isBaseVerb(verb) ? readInversion(`should ${clause}`) : null;
}
