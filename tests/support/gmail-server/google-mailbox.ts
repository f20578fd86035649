import { emlHeader } from '../provider-server/eml-header';

export interface GoogleMail {
  readonly id: string;
  readonly threadId: string;
  readonly eml: string;
  /** Milliseconds since 1970. */
  readonly internalDate: number;
  labelIds: readonly string[];
}

export interface HistoryRecord {
  readonly id: number;
  readonly messagesAdded?: readonly { readonly message: Pick<GoogleMail, 'id' | 'threadId' | 'labelIds'> }[];
  readonly messagesDeleted?: readonly {
    readonly message: Pick<GoogleMail, 'id' | 'threadId' | 'labelIds'>;
  }[];
  readonly labelsAdded?: readonly {
    readonly message: Pick<GoogleMail, 'id' | 'threadId' | 'labelIds'>;
    readonly labelIds: readonly string[];
  }[];
}

/** Google's ids of what happened grow, with gaps. */
const STEP = 17;

/** A mailbox as Gmail keeps it: labels instead of folders, and a history of what happened. */
export function createGoogleMailbox(emailAddress: string) {
  const mails = new Map<string, GoogleMail>();
  const history: HistoryRecord[] = [];
  let count = 0;
  let historyId = 4_000;

  function record(part: Omit<HistoryRecord, 'id'>): void {
    historyId += STEP;
    history.push({ id: historyId, ...part });
  }

  const shortOf = ({ id, threadId, labelIds }: GoogleMail) => ({ id, threadId, labelIds });

  return {
    emailAddress,
    /** Newest first. */
    mails: (): readonly GoogleMail[] =>
      [...mails.values()].sort((one, other) => other.internalDate - one.internalDate),
    get: (id: string) => mails.get(id) ?? null,
    historyId: () => historyId,
    /** Something happens that the mail does not show. */
    pass: () => (historyId += STEP),
    /** What happened after a place; null for a place that is no longer known. */
    historyAfter: (start: number, oldest: number): readonly HistoryRecord[] | null =>
      start < oldest ? null : history.filter(({ id }) => id > start),
    add(eml: string, labelIds: readonly string[], internalDate: number, threadId?: string): GoogleMail {
      count += 1;
      const id = `18f${count.toString(16).padStart(13, '0')}`;
      const mail: GoogleMail = { id, threadId: threadId ?? id, eml, internalDate, labelIds };
      mails.set(id, mail);
      record({ messagesAdded: [{ message: shortOf(mail) }] });
      return mail;
    },
    addLabel(id: string, label: string): void {
      const mail = mails.get(id);
      if (!mail) throw new Error(`no mail ${id}`);
      mail.labelIds = [...mail.labelIds.filter((one) => one !== 'SPAM' && one !== 'TRASH'), label];
      record({ labelsAdded: [{ message: shortOf(mail), labelIds: [label] }] });
    },
    remove(id: string): void {
      const mail = mails.get(id);
      if (!mail) return;
      mails.delete(id);
      record({ messagesDeleted: [{ message: shortOf(mail) }] });
    },
    byMessageId: (messageId: string) =>
      [...mails.values()].filter(({ eml }) => emlHeader(eml, 'Message-ID') === messageId),
  };
}

export type GoogleMailbox = ReturnType<typeof createGoogleMailbox>;
