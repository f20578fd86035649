import type { Ask, AskAnswer } from '../../contracts/briefing';
import { hasBlank } from './blanks';
import { contentWords } from './content-words';

/** Share of a sentence's content words that the point must account for. */
const LEAST_GROUNDED = 0.75;
/** Share of the note's content words that the answer must hold. */
const LEAST_OF_NOTE = 0.7;

const NEGATION =
  /\b(?:no|not|never|cannot|can't|can’t|won't|won’t|don't|don’t|isn't|isn’t|aren't|unable|unfortunately|afraid|sorry|decline)\b/iu;
/** What a reply may say without the user having said it. */
const COURTESY = new Set(
  contentWords(
    'thank thanks mail message letter note update happy glad pleased sorry afraid please yes fine ok course sure gladly unfortunately however let know come back',
  ),
);

/**
 * Whether sentences that a model wrote for a point may stand in the draft in place of the plain ones. They must say what the user said and nothing else:
 * small models turn a no into a yes, promise dates and answer what was not asked. Specifics are checked elsewhere.
 */
export function answersPoint(
  sentences: readonly string[],
  ask: Ask,
  answer: AskAnswer,
  ownName: string,
): boolean {
  if (sentences.length === 0) return false;
  const text = sentences.join(' ');
  const known = new Set([...contentWords(ask.text), ...contentWords(answer.note)]);
  const said = contentWords(text);
  if (said.length === 0) return false;
  if (said.filter((word) => known.has(word) || COURTESY.has(word)).length < LEAST_GROUNDED * said.length)
    return false;

  const note = new Set(contentWords(answer.note));
  const held = new Set(said);
  if ([...note].filter((word) => held.has(word)).length < LEAST_OF_NOTE * note.size) return false;

  if (!agreesWithStance(text, answer)) return false;
  if (/\?/u.test(text) && !/\?/u.test(answer.note)) return false;
  if (ownName !== '' && new RegExp(String.raw`\b${escape(ownName)}\b`, 'iu').test(text)) return false;
  // A statement of the user's own: without a first or second person it is mostly the mail retold.
  return /\b(?:I|we|you|my|our|your|me|us|yes|no|please)\b/iu.test(text);
}

function agreesWithStance(text: string, answer: AskAnswer): boolean {
  const negates = NEGATION.test(text);
  switch (answer.stance) {
    case 'yes':
      return (!negates || NEGATION.test(answer.note)) && !hasBlank(text);
    case 'no':
      return negates && !hasBlank(text);
    case 'later':
      return hasBlank(text) || /\b(?:let you know|come back|get back|tell you)\b/iu.test(text);
    default:
      return negates === NEGATION.test(answer.note) && !hasBlank(text);
  }
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
