import type { Owner } from '../../contracts/briefing';
import { DesksideError } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import type { MailboxRole, Message } from '../../contracts/message';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import type { History } from '../../history/history';
import { detectOwner } from '../../tasks/draft/owner';
import type { ImportClient } from '../../worker-client/import-client';
import type { DataFiles } from './data-files';
import { bareMessageId, MailLabels, type MailLabel } from './label-files';

/** A mailbox apart from the user's own, gone when the evaluation ends. */
export interface Mailbox {
  /** Holds the mails and nothing that the user taught. */
  readonly history: History;
  readonly inbox: readonly Message[];
  readonly sent: readonly Message[];
}

export interface LabelledMailbox extends Mailbox {
  readonly owner: Owner;
  /** The mails of the inbox that have a label, in the order of the inbox. */
  readonly mails: readonly { readonly message: Message; readonly label: MailLabel }[];
}

/** Reads `inbox.mbox` and, where there is one, `sent.mbox` as an import does. Rejects with a `DesksideError`. */
export async function readMailbox(
  files: DataFiles,
  importer: ImportClient,
  signal: AbortSignal,
): Promise<Mailbox> {
  const history = createHistory(createMemoryHistoryStorage());
  const read = async (file: ImportFile, role: MailboxRole): Promise<Message[]> => {
    const messages: Message[] = [];
    const outcome = await importer.importFiles([file], role, {
      signal,
      onBatch: async (batch) => {
        messages.push(...(await history.messages.add(batch)));
      },
    });
    signal.throwIfAborted();
    const [problem] = outcome.problems;
    if (problem) throw new DesksideError(problem.failure);
    return messages;
  };
  const sentFile = files.find('sent.mbox');
  const sent = sentFile ? await read(sentFile, 'sent') : [];
  const inboxFile = files.find('inbox.mbox');
  if (!inboxFile) await files.readText('inbox.mbox');
  const inbox = inboxFile ? await read(inboxFile, 'inbox') : [];
  return { history, inbox, sent };
}

/** The same with `labels.json`; the owner is whom it names, as if the settings did, else whom the mail shows. */
export async function readLabelledMailbox(
  files: DataFiles,
  importer: ImportClient,
  signal: AbortSignal,
): Promise<LabelledMailbox> {
  const labels = await files.readJson('labels.json', MailLabels);
  const mailbox = await readMailbox(files, importer, signal);
  const byId = new Map(labels.messages.map((label) => [bareMessageId(label.messageId), label]));
  const mails = mailbox.inbox.flatMap((message) => {
    const label = byId.get(bareMessageId(message.messageId));
    return label ? [{ message, label }] : [];
  });
  if (mails.length === 0) {
    throw new DesksideError({
      code: 'import-empty',
      message:
        'None of the labels in “labels.json” belongs to a mail in “inbox.mbox”. The Message-IDs of both must be the same.',
      retryable: false,
    });
  }
  const { owner } = labels;
  return {
    ...mailbox,
    mails,
    owner: owner
      ? { name: owner.name, address: owner.email.toLowerCase(), role: owner.role }
      : detectOwner(mailbox.inbox, mailbox.sent),
  };
}
