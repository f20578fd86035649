import { emlHeader } from '../provider-server/eml-header';

export type ExchangeFolder = 'inbox' | 'sentitems' | 'drafts';

export interface ExchangeMail {
  readonly id: string;
  readonly eml: string;
  /** ISO 8601 to the second. */
  readonly receivedDateTime: string;
  readonly folder: ExchangeFolder;
  readonly conversationId: string;
}

/** Something that happened in a folder, in order. */
interface Happening {
  readonly folder: ExchangeFolder;
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly id: string;
}

/** A mailbox as Exchange keeps it. */
export function createExchangeMailbox(inboxId: string) {
  const mails = new Map<string, ExchangeMail>();
  const happenings: Happening[] = [];
  let count = 0;

  return {
    inboxId,
    happenings,
    get: (id: string) => mails.get(id) ?? null,
    /** Newest first. */
    mails: (folder?: ExchangeFolder): readonly ExchangeMail[] =>
      [...mails.values()]
        .filter((mail) => folder === undefined || mail.folder === folder)
        .sort((one, other) => other.receivedDateTime.localeCompare(one.receivedDateTime)),
    add(eml: string, folder: ExchangeFolder, receivedAt: number, conversationId?: string): ExchangeMail {
      count += 1;
      const id = `AAkALgAA${String(count).padStart(8, '0')}-_=`;
      const receivedDateTime = `${new Date(receivedAt).toISOString().slice(0, 19)}Z`;
      const mail = { id, eml, folder, receivedDateTime, conversationId: conversationId ?? `C${count}` };
      mails.set(id, mail);
      happenings.push({ folder, kind: 'created', id });
      return mail;
    },
    /** Somebody reads or flags it. */
    touch(id: string): void {
      const mail = mails.get(id);
      if (mail) happenings.push({ folder: mail.folder, kind: 'updated', id });
    },
    remove(id: string): void {
      const mail = mails.get(id);
      if (!mail) return;
      mails.delete(id);
      happenings.push({ folder: mail.folder, kind: 'deleted', id });
    },
    byMessageId: (messageId: string) =>
      [...mails.values()].filter(({ eml }) => emlHeader(eml, 'Message-ID') === messageId),
  };
}

export type ExchangeMailbox = ReturnType<typeof createExchangeMailbox>;
