import type { Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import type { ThreadSummary } from '../../contracts/thread';
import type { History } from '../../history/history';
import { yieldToPage } from '../../platform/yield-to-page';
import { findAsks } from '../../tasks/draft/asks';
import { summariseThread, type ThreadMail } from '../../tasks/summarise/summarise-thread';
import { readMessages } from '../read-messages';

/** The newest mails of a conversation that are read; older ones are settled or forgotten. */
const MOST_MAILS = 40;

/** What the conversation of a mail comes to; null where it has no other mails. */
export async function readThread(
  messageId: string,
  history: History,
  owner: Owner,
): Promise<ThreadSummary | null> {
  const message = await history.messages.get(messageId);
  if (!message) return null;
  const outlines = await history.messages.list({ threadId: message.threadId });
  if (outlines.length < 2) return null;
  const ids = outlines
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
    .slice(0, MOST_MAILS)
    .map(({ id }) => id);
  const mails: ThreadMail[] = [];
  for (const mail of await readMessages(history, ids)) {
    // A long mail takes some tens of milliseconds.
    await yieldToPage();
    mails.push({ message: mail, asks: findAsks(mail, askedIn(mail, owner)) });
  }
  return summariseThread(mails, owner);
}

/** Whom a mail asks: the owner where it goes to them, else its first recipient. */
function askedIn({ from, to, cc }: Message, owner: Owner): Owner {
  const toOwner = [...to, ...cc].some(({ address }) => address === owner.address);
  const [first] = to;
  if (!first || (toOwner && from?.address !== owner.address)) return owner;
  return { name: first.name, address: first.address, role: '' };
}
