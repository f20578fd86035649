import type { Correction, Owner } from '../contracts/briefing';
import type { MailAddress, Message } from '../contracts/message';
import type { History } from '../history/history';
import type { TriageContext } from '../tasks/classify/create-triage';

/** Sent mails whose recipients count as people the owner knows; enough for a borrowed name to be noticed. */
const CONTACT_SAMPLE = 300;
/** Mails of a thread that are looked at; the newest decide whether one is superseded. */
const THREAD_SAMPLE = 20;

/** What triage may know besides the mail itself. */
export interface TriageContexts {
  of(message: Message): Promise<TriageContext>;
}

/** Reads threads and contacts once, for sorting many mails. */
export async function readTriageContexts(
  history: History,
  owner: Owner,
  corrections: readonly Correction[],
): Promise<TriageContexts> {
  const threads = new Map<string, string[]>();
  for (const { id, threadId } of await history.messages.list())
    threads.set(threadId, [...(threads.get(threadId) ?? []), id]);
  const sent = await history.messages.list({ role: 'sent' });
  const contacts = await readContacts(
    history,
    sent.slice(0, CONTACT_SAMPLE).map(({ id }) => id),
  );

  return {
    async of(message) {
      const others = (threads.get(message.threadId) ?? []).filter((id) => id !== message.id);
      return {
        owner,
        corrections,
        contacts,
        thread: await readMessages(history, others.slice(0, THREAD_SAMPLE)),
      };
    },
  };
}

async function readContacts(history: History, sentIds: readonly string[]): Promise<readonly MailAddress[]> {
  const people = (await readMessages(history, sentIds)).flatMap(({ to, cc }) => [...to, ...cc]);
  return [...new Map(people.map((person) => [person.address, person])).values()];
}

async function readMessages(history: History, ids: readonly string[]): Promise<Message[]> {
  const messages = await Promise.all(ids.map((id) => history.messages.get(id)));
  return messages.flatMap((message) => message ?? []);
}
