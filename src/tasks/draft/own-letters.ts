import type { Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findFacts } from '../text/facts';
import { detectLanguage, type DraftLanguage } from './language';
import { languageOfPhrase, splitLetter, type Letter } from './letter';

/** A mail that the owner sent, taken apart. */
export interface OwnLetter {
  readonly message: Message;
  readonly letter: Letter;
}

/** The owner's letters among the Sent mail, quotes and footers left out; empty ones are not among them. */
export function ownLetters(sent: readonly Message[], owner: Owner): OwnLetter[] {
  return sent
    .filter((message) => owner.address === '' || !message.from || message.from.address === owner.address)
    .map((message) => ({ message, letter: splitLetter(ownText(message)) }))
    .filter(({ letter }) => letter.body !== '');
}

/** Whether a sentence holds what belongs to one matter: a number, a date, a name. The capital of its first word makes no name. */
export function holdsSpecific(sentence: string): boolean {
  return findFacts(sentence).some(
    ({ kind, start, text }) => kind !== 'name' || start > 0 || /\s/u.test(text),
  );
}

/** The language that the greeting, the text or the sign-off shows: a bare name or a short note shows none of its own. */
export function languageOfLetter({ greeting, body, signOff }: Letter): DraftLanguage {
  const shown = [languageOfPhrase(greeting ?? ''), detectLanguage(body), languageOfPhrase(signOff ?? '')];
  return shown.find((language) => language !== 'en') ?? 'en';
}

/** What the owner wrote: quotes and footers left out. Signature segments stay, because the sign-off may stand in them. */
function ownText(message: Message): string {
  return message.segments
    .filter((segment) => segment.kind === 'body' || segment.kind === 'signature')
    .map((segment) => message.text.slice(segment.start, segment.end))
    .join('\n');
}
