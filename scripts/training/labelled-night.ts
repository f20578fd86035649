import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { readTriageContexts } from '../../src/app/triage-contexts';
import { CATEGORIES } from '../../src/contracts/briefing';
import type { MailboxRole, Message } from '../../src/contracts/message';
import { createHistory } from '../../src/history/history';
import { createMemoryHistoryStorage } from '../../src/history/memory-history-storage';
import { PeekableStream } from '../../src/importers/byte-stream';
import { parseMessage } from '../../src/importers/mail/parse-message';
import { readMbox } from '../../src/importers/mail/raw-messages';
import { ThreadIndex } from '../../src/importers/mail/thread-index';
import type { LabelledMail } from './labelled-mail';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLE_NIGHT = path.join(ROOT, 'public/samples/harbour');
const TRAINING_NIGHTS = path.join(ROOT, 'training/nights');

const Labels = v.object({
  owner: v.object({ name: v.string(), email: v.string(), role: v.string() }),
  messages: v.array(
    v.object({ messageId: v.string(), category: v.picklist(CATEGORIES), urgent: v.boolean() }),
  ),
});

/** The folders of the nights that are trained on: the sample night, then those in `training/nights` by name. */
export async function trainingNightFolders(): Promise<string[]> {
  const names = await readdir(TRAINING_NIGHTS);
  return [SAMPLE_NIGHT, ...names.sort().map((name) => path.join(TRAINING_NIGHTS, name))];
}

/**
 * The mails of a folder with `inbox.mbox`, `sent.mbox` and `labels.json`, read by the app's importer and with the threads and contacts that
 * the app would give. The folder's name is their origin.
 */
export async function readLabelledNight(folder: string): Promise<LabelledMail[]> {
  const labels = v.parse(Labels, JSON.parse(await readFile(path.join(folder, 'labels.json'), 'utf8')));
  const { email, ...rest } = labels.owner;
  const owner = { ...rest, address: email.toLowerCase() };
  const byId = new Map(labels.messages.map((label) => [label.messageId, label]));

  const history = createHistory(createMemoryHistoryStorage());
  const threads = new ThreadIndex();
  await history.messages.add(await importMailbox(folder, 'sent', threads));
  const inbox = await history.messages.add(await importMailbox(folder, 'inbox', threads));
  const contexts = await readTriageContexts(history, owner);
  return Promise.all(
    inbox.map(async (message) => {
      const label = byId.get(message.messageId);
      if (!label) throw new Error(`${folder}/labels.json has no label for ${message.messageId}.`);
      const { thread = [], contacts = [] } = await contexts.of(message);
      return {
        message,
        owner,
        category: label.category,
        urgent: label.urgent,
        origin: path.basename(folder),
        surroundings: { thread, contacts },
      };
    }),
  );
}

/** Splits and parses as the import worker does; archives, which these folders have none of, are left out. */
async function importMailbox(folder: string, role: MailboxRole, threads: ThreadIndex): Promise<Message[]> {
  const bytes = new Uint8Array(await readFile(path.join(folder, `${role}.mbox`)));
  const stream = new PeekableStream(new Blob([bytes]).stream(), () => undefined);
  const messages: Message[] = [];
  for await (const { bytes: raw, omittedBytes } of readMbox(stream)) {
    const { message } = await parseMessage(raw, { role, threads, omittedBytes });
    messages.push(message);
  }
  return messages;
}
