import type { AskAnswer, Owner, UnsupportedFact, VoiceProfile } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findUnsupported, supportOf } from '../text/support';
import { maskBlanks } from './blanks';
import { replyLanguage } from './language';
import { letterFrame } from './letter-frame';
import { fixedPhrases } from './point-sentences';
import { replyRecipient } from './recipients';
import { retonePhrases } from './retone';

/**
 * The specifics of a draft that neither the mail, its headers, the user's notes nor the user's own name and address support, with offsets into
 * `text`. What `voice` opens and closes with is the user's own. Blanks such as `[date]` are no specifics.
 */
export function checkDraft(
  text: string,
  message: Message,
  owner: Owner,
  answers: readonly AskAnswer[],
  voice: VoiceProfile | null = null,
): UnsupportedFact[] {
  const language = replyLanguage(message);
  const frame = letterFrame(message, owner, voice, language);
  const own = [
    owner.name,
    owner.address,
    owner.role,
    ...answers.map((answer) => answer.note),
    // "Zu Ihrer Frage" and "Hallo Ada" are no names.
    ...fixedPhrases(language),
    ...retonePhrases(language),
    frame.greeting,
    frame.thanks,
    frame.closing,
    frame.signOff,
  ];
  return draftChecker(message, own)(text);
}

/** Checks several texts of one draft against the mail and what else vouches; the source is read only once. */
export function draftChecker(message: Message, also: readonly string[]): (text: string) => UnsupportedFact[] {
  const replyTo = replyRecipient(message);
  const vouching = [...also, ...(replyTo ? [replyTo.name, replyTo.address] : [])];
  const source = supportOf(
    message,
    vouching.filter((part) => part.trim() !== ''),
  );
  return (text) => findUnsupported(maskBlanks(text), source);
}
