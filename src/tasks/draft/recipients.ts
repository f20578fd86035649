import type { MailAddress, Message } from '../../contracts/message';

const NO_REPLY =
  /^(?:(?:do[-_.]?)?(?:no|not)[-_.]?reply|donotreply|nepasrepondre|mailer-daemon|postmaster|bounces?|notifications?-noreply)(?:$|[-_.+@])|[-_.+](?:no-?reply|bounces?)@/iu;

/** Who gets the answer: Reply-To before From (RFC 5322, 3.6.2); null when neither has an address. */
export function replyRecipient(message: Message): MailAddress | null {
  const candidates = [message.replyTo, message.from];
  return candidates.find((candidate) => candidate !== null && candidate.address !== '') ?? null;
}

/** Whether an answer would reach a person: false without an address and for addresses that nobody reads. */
export function canReplyTo(message: Message): boolean {
  const recipient = replyRecipient(message);
  return recipient !== null && recipient.address.includes('@') && !NO_REPLY.test(recipient.address);
}

/** `Re:` and the subject; never doubled, whatever prefixes other mail programs put there. */
export function replySubject(subject: string): string {
  const bare = subject
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:(?:re|aw|sv|antw|r[ée]p?|ref)(?:\[\d+\])?\s*:\s*)+/iu, '');
  return bare === '' ? 'Re:' : `Re: ${bare}`;
}
