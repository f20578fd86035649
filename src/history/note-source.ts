import { IMPORTED_BY_HAND, type SourceMailRow } from '../contracts/mail-source';
import type { Message } from '../contracts/message';
import type { Tables } from './history-tables';
import { isRemoved, removedFrom } from './source-marks';
import { saysNothingNew } from './same-mail';

type SourceTables = Pick<Tables, 'messages' | 'outlines' | 'threadLinks' | 'sourceMail'>;

/** Notes that a source has these mails, and returns them without those that are here in other bytes, and those that were deleted here. */
export async function noteSource<Mail extends Message>(
  batch: readonly Mail[],
  tables: SourceTables,
  sourceId: string,
): Promise<Mail[]> {
  const wanted: Mail[] = [];
  // One after the other, since two of them may be the same mail.
  for (const message of batch) if (await note(message, tables, sourceId)) wanted.push(message);
  return wanted;
}

/** Whether the mail is to be stored, as far as its sources say. */
async function note(message: Message, tables: SourceTables, sourceId: string): Promise<boolean> {
  const { sourceMail, outlines } = tables;
  const { id } = message;
  const [known, removed, notes] = await Promise.all([
    sourceMail.get(sourceId, id),
    sourceMail.get(removedFrom(sourceId), id),
    sourceMail.allBy('mailId', id),
  ]);
  if (removed) return false;
  if (notes.some(isRemoved)) {
    await sourceMail.put({ sourceId: removedFrom(sourceId), id, mailId: id });
    return false;
  }
  if (known) return known.mailId === id;
  const isStored = (await outlines.get(id)) !== undefined;
  const mailId = isStored ? id : ((await findSame(message, tables, sourceId)) ?? id);
  if (isStored || mailId !== id) await noteEarlier(mailId, sourceMail);
  await sourceMail.put({ sourceId, id, mailId });
  return mailId === id;
}

/** A stored mail of which no source is noted was imported by hand. */
async function noteEarlier(mailId: string, sourceMail: Tables['sourceMail']): Promise<void> {
  const notes: readonly SourceMailRow[] = await sourceMail.allBy('mailId', mailId);
  if (notes.length === 0) await sourceMail.put({ sourceId: IMPORTED_BY_HAND, id: mailId, mailId });
}

/** The stored mail that this one is as well. Never one of the same source, which has two where it lists two. */
async function findSame(
  message: Message,
  { messages, outlines, threadLinks, sourceMail }: SourceTables,
  sourceId: string,
): Promise<string | null> {
  const link = await threadLinks.get(message.messageId);
  if (!link) return null;
  for (const outline of await outlines.allBy('threadId', link.threadId)) {
    if (outline.messageId !== message.messageId || outline.date !== message.date) continue;
    const stored = await messages.get(outline.id);
    if (!stored || !saysNothingNew(stored, message)) continue;
    const notes = await sourceMail.allBy('mailId', stored.id);
    if (!notes.some((row) => row.sourceId === sourceId)) return stored.id;
  }
  return null;
}
