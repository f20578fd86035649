import type { Ask, Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';
import { splitSentences, type Sentence } from '../text/sentences';
import { createAddresseeTracker } from './addressee';
import { isRhetorical } from './ask-cues';
import { findAsks } from './asks';
import { replyLanguage } from './language';
import { isGreetingLine, isSignOffLine } from './letter';
import { findOpenPoints, type OpenPoint } from './open-points';
import { findReplyDeadline } from './reply-deadline';
import { rankPoints } from './rank-points';
import { regretFor } from './regret';
import { quoted } from './sound-english';
import { statedChoice } from './near-options';
import { readStatedOffer } from './stated-offer';
import { writtenText } from './written-text';

/** With so many asks found, a mail is taken to have said all that it wants. */
const ENOUGH_ASKS = 3;
/** Beside a single ask the reply takes up one more thing, when it is worth so much; hand-set. */
const LEAST_BESIDES = 9;
const LONGEST_QUOTE_WORDS = 26;

/**
 * What the reply to a mail that wants one can take a stand on: the asks, then, in English, what the mail leaves open where few asks were found. The latter is
 * suggested only, for most of it needs no answer, unless the mail asks nothing. Ids are stable within the mail, and those of the asks are the ones that `findAsks`
 * gives, which alone says what is asked in mail that wants no reply.
 *
 * @param found what `findAsks` gives, where that is known already
 */
export function findReplyPoints(
  message: Message,
  owner: Owner,
  found: Ask[] = findAsks(message, owner),
): Ask[] {
  if (replyLanguage(message) !== 'en') return found;
  const asks = rankPoints(found, writtenText(message).split(/\s+/u).length);
  const puts = findOpenPoints(
    sentencesToReader(message, owner).filter((sentence) => findReplyDeadline([sentence]) === null),
    asks.map(({ evidence }) => evidence),
    message.text,
  );
  // Where much is asked already only a choice that the mail puts is added.
  const open =
    asks.length < ENOUGH_ASKS ? puts : puts.filter(({ evidence }) => statedChoice(evidence.quote) !== null);
  const [strongest] = open
    .filter(({ follows }) => !follows)
    .toSorted((a, b) => Number(isSaid(b)) - Number(isSaid(a)) || b.worth - a.worth);
  const stated = asks.filter(({ suggested }) => suggested !== true).length;
  const isTaken =
    stated === 0 ||
    (stated <= ENOUGH_ASKS && strongest !== undefined && isSaid(strongest)) ||
    (stated === 1 && (strongest?.worth ?? 0) >= LEAST_BESIDES);
  return [
    ...asks,
    ...open.map(({ evidence }, index) => ({
      id: `ask-${asks.length + index + 1}`,
      text: pointText(evidence.quote),
      evidence,
      ...(isTaken && evidence === strongest?.evidence ? {} : { suggested: true as const }),
    })),
  ];
}

/** The statement itself where the reply can answer it in a sentence, else its quotation. */
function pointText(quote: string): string {
  const flat = quote.replace(/\s+/gu, ' ').replace(/^(?:hi|hello|hey)[,!]?\s+/iu, '');
  const isReadable = readStatedOffer(flat) !== null || statedChoice(flat) !== null;
  return isReadable ? flat : `On ${quoted(flat.replace(/[.!?]+$/u, ''), LONGEST_QUOTE_WORDS)}`;
}

function isSaid({ evidence }: OpenPoint): boolean {
  return !pointText(evidence.quote).startsWith('On “');
}

/** What went wrong, as a sentence of regret, where the mail complains; empty for most mail, and in other languages than English. */
export function regretOf(message: Message, owner: Owner): string {
  if (replyLanguage(message) !== 'en') return '';
  return regretFor(sentencesToReader(message, owner).map(({ text }) => text.replace(/\s+/gu, ' '))) ?? '';
}

/** Until when the sender waits for the answer, in the words of the mail; null when it does not say so, and in other languages than English. */
export function replyDeadlineOf(message: Message, owner: Owner): string | null {
  return replyLanguage(message) === 'en' ? findReplyDeadline(sentencesToReader(message, owner)) : null;
}

function sentencesToReader(message: Message, owner: Owner): Sentence[] {
  const isForOthers = createAddresseeTracker(message, owner);
  return bodyRanges(message)
    .flatMap(({ start, end }) => splitSentences(message.text, start, end))
    .filter(({ text }) => !isGreetingLine(text) && !isSignOffLine(text))
    .filter(({ text, blockStart }) => !isForOthers(text, blockStart) && !isRhetorical(text));
}
