import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { CATEGORIES } from '../../src/contracts/briefing';
import type { MailboxRole, Message } from '../../src/contracts/message';
import { PeekableStream } from '../../src/importers/byte-stream';
import { parseMessage } from '../../src/importers/mail/parse-message';
import { readMbox } from '../../src/importers/mail/raw-messages';
import { ThreadIndex } from '../../src/importers/mail/thread-index';
import type { LabelledMail } from './labelled-mail';

const FOLDER = fileURLToPath(new URL('../../public/samples/harbour', import.meta.url));

const Labels = v.object({
  owner: v.object({ name: v.string(), email: v.string(), role: v.string() }),
  messages: v.array(
    v.object({ messageId: v.string(), category: v.picklist(CATEGORIES), urgent: v.boolean() }),
  ),
});

/** The 60 mails of the sample night as the app imports them, with their labels, threads and known people. */
export async function readSampleNight(): Promise<LabelledMail[]> {
  const labels = v.parse(Labels, JSON.parse(await readFile(path.join(FOLDER, 'labels.json'), 'utf8')));
  const { email, ...owner } = labels.owner;
  const inbox = await importMailbox('inbox.mbox', 'inbox');
  const sent = await importMailbox('sent.mbox', 'sent');
  const byId = new Map(labels.messages.map((label) => [label.messageId, label]));
  const contacts = sent.flatMap(({ to, cc }) => [...to, ...cc]);
  return inbox.map((message) => {
    const label = byId.get(message.messageId);
    if (!label) throw new Error(`The sample night has no label for ${message.messageId}.`);
    return {
      message,
      owner: { ...owner, address: email },
      category: label.category,
      urgent: label.urgent,
      origin: 'night',
      surroundings: {
        thread: [...inbox, ...sent].filter(({ threadId }) => threadId === message.threadId),
        contacts,
      },
    };
  });
}

/** Splits and parses as the import worker does; archives, which this folder has none of, are left out. */
async function importMailbox(name: string, role: MailboxRole): Promise<Message[]> {
  const blob = new Blob([new Uint8Array(await readFile(path.join(FOLDER, name)))]);
  const threads = new ThreadIndex();
  const messages: Message[] = [];
  for await (const { bytes, omittedBytes } of readMbox(new PeekableStream(blob.stream(), () => undefined))) {
    const { message } = await parseMessage(bytes, { role, threads, omittedBytes });
    messages.push(message);
  }
  return messages;
}
