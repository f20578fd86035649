import type { MailAddress } from '../../contracts/message';

export interface ThreadMember {
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly participants: readonly MailAddress[];
}

const REPLY_PREFIX = /^\s*(?:re|aw|antw|sv|vs|ref|odp|rif|res|回复)(?:\[\d+\])?\s*[:：]\s*/i;

/**
 * Joins mails into threads for one import run, in whatever order they come. Each Message-ID that was seen or only named is remembered with
 * its thread, so a parent that arrives after its answers still finds them. The key is the Message-ID of the oldest known ancestor, which
 * makes it the same in other runs too.
 */
export class ThreadIndex {
  readonly #threadOf = new Map<string, string>();
  readonly #bySubject = new Map<string, string>();

  /** The thread's key for a mail; remembers the mail. */
  threadIdFor(mail: ThreadMember): string {
    const named = [...mail.references, ...(mail.inReplyTo ? [mail.inReplyTo] : [])];
    const related = [...named, mail.messageId];
    const known = related.map((id) => this.#threadOf.get(id)).find((thread) => thread !== undefined);
    const threadId = known ?? named[0] ?? this.#bySubjectOf(mail) ?? mail.messageId;
    for (const id of related) {
      if (!this.#threadOf.has(id)) this.#threadOf.set(id, threadId);
    }
    const key = subjectKey(mail);
    if (key && !this.#bySubject.has(key)) this.#bySubject.set(key, threadId);
    return threadId;
  }

  /** Some mailers answer without any reference: the same people, the same subject and `Re:` then join them. */
  #bySubjectOf(mail: ThreadMember): string | undefined {
    const key = REPLY_PREFIX.test(mail.subject) ? subjectKey(mail) : null;
    return key ? this.#bySubject.get(key) : undefined;
  }
}

function subjectKey({ subject, participants }: ThreadMember): string | null {
  let bare = subject;
  while (REPLY_PREFIX.test(bare)) bare = bare.replace(REPLY_PREFIX, '');
  bare = bare.replace(/\s+/g, ' ').trim().toLowerCase();
  const people = [...new Set(participants.map(({ address }) => address).filter(Boolean))].sort();
  return bare && people.length > 1 ? `${bare}\n${people.join(' ')}` : null;
}
