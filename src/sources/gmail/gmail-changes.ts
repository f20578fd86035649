import type { ChangeOptions, SourceChanges, SourceItem } from '../../contracts/mail-source';
import type { MailboxRole } from '../../contracts/message';
import { otherAccount, ProviderRefusal } from '../provider/failures';
import type { TokenKeeper } from '../provider/token-keeper';
import { readGmailCursor, writeGmailCursor, type GmailCursor } from './gmail-cursor';
import type { GmailHistory, GmailMailbox } from './gmail-mailbox';

/** Mail that carries one of these is not for the user’s eyes, or not yet written. */
const LEFT_OUT = ['SPAM', 'TRASH', 'DRAFT'];
const FOLDERS = { inbox: 'Inbox', sent: 'Sent' } as const satisfies Record<MailboxRole, string>;

/**
 * Lists Gmail’s inbox and sent mail: first what is there since `since`, label by label, then what its history tells. The place in the history
 * is taken before the list begins, so that what comes while it is listed is found after it.
 */
export function createGmailChanges(mailbox: GmailMailbox, keeper: TokenKeeper) {
  return async (kept: string | null, options: ChangeOptions): Promise<SourceChanges> => {
    const cursor = readGmailCursor(kept);
    if (cursor === null) return begin(null, kept !== null, options);
    const beginsLook = cursor.stage === 'history' && cursor.pageToken === null;
    if (beginsLook) await profileOf(cursor.account, options.signal);
    try {
      return await goOn(cursor, options, false);
    } catch (error) {
      if (!isTooOld(error, cursor)) throw error;
      return begin(cursor.account, true, options);
    }
  };

  async function begin(
    account: string | null,
    restarted: boolean,
    options: ChangeOptions,
  ): Promise<SourceChanges> {
    const { emailAddress, historyId } = await profileOf(account, options.signal);
    const cursor: GmailCursor = {
      ...{ account: emailAddress, historyId, nextHistoryId: null },
      ...{ stage: 'INBOX', pageToken: null },
    };
    return goOn(cursor, options, restarted);
  }

  /** @param account the mailbox that the source was set up with; null where that is not known yet */
  async function profileOf(account: string | null, signal: AbortSignal) {
    const profile = await mailbox.profile(signal);
    if (account === null || profile.emailAddress === account) return profile;
    await keeper.forget();
    throw otherAccount('Gmail');
  }

  async function goOn(
    cursor: GmailCursor,
    { since, signal }: ChangeOptions,
    restarted: boolean,
  ): Promise<SourceChanges> {
    const { stage, pageToken, historyId } = cursor;
    if (stage === 'history') return historyPage(cursor, await mailbox.history(historyId, pageToken, signal));
    const role = stage === 'SENT' ? 'sent' : 'inbox';
    // A mail to oneself has both labels, and is received mail.
    const q = `after:${Math.floor(Date.parse(since) / 1000)}${role === 'sent' ? ' -in:inbox' : ''}`;
    const { messages, nextPageToken = null } = await mailbox.list(stage, q, pageToken, signal);
    const next = nextPageToken !== null ? stage : stage === 'INBOX' ? 'SENT' : 'history';
    return {
      items: messages.map(({ id }) => itemOf(id, role)),
      removed: [],
      cursor: writeGmailCursor({ ...cursor, stage: next, pageToken: nextPageToken }),
      // What came while this was listed is in the history.
      more: true,
      restarted,
    };
  }
}

function historyPage(cursor: GmailCursor, answer: GmailHistory): SourceChanges {
  const { nextPageToken = null } = answer;
  const nextHistoryId = cursor.nextHistoryId ?? answer.historyId;
  const { items, removed } = changesOf(answer);
  const next =
    nextPageToken === null
      ? { historyId: nextHistoryId, nextHistoryId: null }
      : { historyId: cursor.historyId, nextHistoryId };
  return {
    ...{ items, removed },
    cursor: writeGmailCursor({ ...cursor, ...next, pageToken: nextPageToken }),
    more: nextPageToken !== null,
    restarted: false,
  };
}

/** What came in, each once: new mail, and older mail that somebody took out of the spam or the archive. */
function changesOf({ history }: GmailHistory): Pick<SourceChanges, 'items' | 'removed'> {
  const items = new Map<string, SourceItem>();
  const removed = new Set<string>();
  for (const { messagesAdded, labelsAdded, messagesDeleted } of history) {
    const moved = labelsAdded.filter(({ labelIds }) => labelIds.includes('INBOX'));
    for (const { message } of [...messagesAdded, ...moved]) {
      const role = roleOf(message.labelIds);
      if (role) items.set(message.id, itemOf(message.id, role));
    }
    for (const { message } of messagesDeleted) {
      removed.add(message.id);
      items.delete(message.id);
    }
  }
  return { items: [...items.values()], removed: [...removed] };
}

/** Null for what is left out. */
export function roleOf(labelIds: readonly string[]): MailboxRole | null {
  if (LEFT_OUT.some((label) => labelIds.includes(label))) return null;
  if (labelIds.includes('INBOX')) return 'inbox';
  return labelIds.includes('SENT') ? 'sent' : null;
}

function itemOf(ref: string, role: MailboxRole): SourceItem {
  return { ref, role, folder: FOLDERS[role], bytes: null };
}

/** Gmail answers 404 for a place in the history that it no longer knows, and 400 for such a page. */
function isTooOld(error: unknown, { stage, pageToken }: GmailCursor): boolean {
  if (!(error instanceof ProviderRefusal)) return false;
  return (stage === 'history' && error.status === 404) || (pageToken !== null && error.status === 400);
}
