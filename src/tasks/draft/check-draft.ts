import type { AskAnswer, Owner, UnsupportedFact } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findUnsupported, supportOf } from '../text/support';
import { maskBlanks } from './blanks';
import { replyRecipient } from './recipients';

/**
 * The specifics of a draft that neither the mail, its headers, the user's notes nor the user's own name and address support, with offsets into
 * `text`. Blanks such as `[date]` are no specifics.
 */
export function checkDraft(
  text: string,
  message: Message,
  owner: Owner,
  answers: readonly AskAnswer[],
): UnsupportedFact[] {
  const own = [owner.name, owner.address, owner.role].filter((part) => part !== '');
  return unsupportedIn(text, message, [...own, ...answers.map((answer) => answer.note)]);
}

/** As `checkDraft`, but only `also` vouches besides the mail: the owner's name counts when the headers hold it. */
export function unsupportedIn(text: string, message: Message, also: readonly string[]): UnsupportedFact[] {
  const replyTo = replyRecipient(message);
  const source = supportOf(
    message,
    [...also, ...(replyTo ? [replyTo.name, replyTo.address] : [])].filter((part) => part.trim() !== ''),
  );
  return findUnsupported(maskBlanks(text), source);
}
