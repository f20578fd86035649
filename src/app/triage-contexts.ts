import type { Owner } from '../contracts/briefing';
import type { MailAddress, Message } from '../contracts/message';
import type { History } from '../history/history';
import type { MessageOutline } from '../history/message-outline';
import type { TriageContext } from '../tasks/classify/create-triage';
import { yieldToPage } from '../platform/yield-to-page';
import { readLearntHead } from './learning/learnt-head-row';
import { readMessages } from './read-messages';

/** Mails whose people count as those the owner knows; enough for a borrowed name to be noticed. */
const CONTACT_SAMPLE = 300;
/** Mails of a thread that are looked at; the newest decide whether one is superseded. */
const THREAD_SAMPLE = 20;

/** Outlines looked at in one go; there may be many thousand. */
const OUTLINES_AT_ONCE = 2_000;

/** What triage may know besides the mail itself. */
export interface TriageContexts {
  of(message: Message): Promise<TriageContext>;
}

/** Reads threads and contacts once, for sorting many mails. */
export async function readTriageContexts(history: History, owner: Owner): Promise<TriageContexts> {
  const threads = new Map<string, string[]>();
  const outlines = await history.messages.list();
  for (const [index, { id, threadId }] of outlines.entries()) {
    if (index % OUTLINES_AT_ONCE === OUTLINES_AT_ONCE - 1) await yieldToPage();
    const known = threads.get(threadId);
    if (known) known.push(id);
    else threads.set(threadId, [id]);
  }
  const sentIds = outlines.filter(({ role }) => role === 'sent').map(({ id }) => id);
  const contacts = withoutDoubles([
    ...(await readRecipients(history, sentIds.slice(0, CONTACT_SAMPLE))),
    ...colleaguesAmong(outlines, owner),
  ]);

  return {
    async of(message) {
      const others = (threads.get(message.threadId) ?? []).filter((id) => id !== message.id);
      return {
        owner,
        // Read anew, so that what the user says while mail is being sorted counts for the rest of it.
        corrections: await history.corrections.all(),
        learnt: await readLearntHead(history),
        rules: await history.rules.all(),
        contacts,
        thread: await readMessages(history, others.slice(0, THREAD_SAMPLE)),
      };
    },
  };
}

async function readRecipients(history: History, sentIds: readonly string[]): Promise<readonly MailAddress[]> {
  return (await readMessages(history, sentIds)).flatMap(({ to, cc }) => [...to, ...cc]);
}

/** Senders from the owner's own organisation, known also where there is no Sent mail. */
function colleaguesAmong(outlines: readonly MessageOutline[], { address }: Owner): readonly MailAddress[] {
  const domain = address.slice(address.indexOf('@'));
  if (!domain.startsWith('@')) return [];
  return outlines
    .filter(({ senderAddress }) => senderAddress.endsWith(domain))
    .slice(0, CONTACT_SAMPLE)
    .map(({ senderName, senderAddress }) => ({ name: senderName, address: senderAddress }));
}

function withoutDoubles(people: readonly MailAddress[]): readonly MailAddress[] {
  return [...new Map(people.map((person) => [person.address, person])).values()];
}
