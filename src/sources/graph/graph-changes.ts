import type { ChangeOptions, SourceChanges } from '../../contracts/mail-source';
import type { MailboxRole } from '../../contracts/message';
import { otherAccount, ProviderRefusal } from '../provider/failures';
import type { TokenKeeper } from '../provider/token-keeper';
import {
  readGraphCursor,
  UNLISTED,
  writeGraphCursor,
  type GraphCursor,
  type GraphFolderCursor,
} from './graph-cursor';
import type { GraphList, GraphMailbox } from './graph-mailbox';

const FOLDERS = { inbox: 'Inbox', sent: 'Sent Items' } as const satisfies Record<MailboxRole, string>;
/** A list of changes that is bounded by a time ends after so many mails, without a word. */
const MOST_BOUNDED = 5_000;

/**
 * Lists the inbox and the sent mail by Graph’s delta query, a page of one folder at a time: what is there since `since`, then what comes into
 * the folder.
 */
export function createGraphChanges(mailbox: GraphMailbox, keeper: TokenKeeper) {
  return async (kept: string | null, options: ChangeOptions): Promise<SourceChanges> => {
    const cursor = readGraphCursor(kept);
    if (cursor === null) return begin(null, kept !== null, options);
    const beginsLook = cursor.turn === 'inbox' && cursor.folders.inbox.next === null;
    if (beginsLook) await inboxOf(cursor.inbox, options.signal);
    try {
      return await goOn(cursor, false, options);
    } catch (error) {
      if (!isTooOld(error)) throw error;
      return begin(cursor.inbox, true, options);
    }
  };

  async function begin(
    account: string | null,
    restarted: boolean,
    options: ChangeOptions,
  ): Promise<SourceChanges> {
    const inbox = await inboxOf(account, options.signal);
    const folders = { inbox: UNLISTED, sent: UNLISTED };
    return goOn({ inbox, isFirst: true, turn: 'inbox', folders }, restarted, options);
  }

  /** @param account the inbox that the source was set up with; null where that is not known yet */
  async function inboxOf(account: string | null, signal: AbortSignal): Promise<string> {
    const { id } = await mailbox.inbox(signal);
    if (account === null || id === account) return id;
    await keeper.forget();
    throw otherAccount('Microsoft 365');
  }

  async function goOn(
    cursor: GraphCursor,
    restarted: boolean,
    { since, signal }: ChangeOptions,
  ): Promise<SourceChanges> {
    const { turn } = cursor;
    const folder = cursor.folders[turn];
    const address = folder.next ?? folder.delta ?? mailbox.beginning(turn, since);
    const answer = await mailbox.list(address, signal);
    const next = after(folder, answer, (oldest) => mailbox.olderThan(turn, since, oldest));
    const endsRound = next.next === null && turn === 'sent';
    return {
      ...changesOf(answer, turn),
      cursor: writeGraphCursor({
        ...cursor,
        isFirst: cursor.isFirst && !endsRound,
        turn: next.next !== null ? turn : turn === 'inbox' ? 'sent' : 'inbox',
        folders: { ...cursor.folders, [turn]: next },
      }),
      more: !endsRound || cursor.isFirst,
      restarted,
    };
  }
}

/** How far the folder is listed after the answer. */
function after(
  folder: GraphFolderCursor,
  { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink }: GraphList,
  olderThan: (oldest: string) => string,
): GraphFolderCursor {
  const times = value.flatMap(({ receivedDateTime }) => receivedDateTime ?? []);
  const isFirstList = folder.delta === null;
  const listed = isFirstList ? folder.listed + value.length : folder.listed;
  const oldest = isFirstList
    ? ([...times, ...(folder.oldest === null ? [] : [folder.oldest])].sort()[0] ?? null)
    : folder.oldest;
  const delta = deltaLink ?? folder.delta;
  const wasCut = isFirstList && deltaLink !== undefined && listed >= MOST_BOUNDED && oldest !== null;
  return { next: nextLink ?? (wasCut ? olderThan(oldest) : null), delta, listed, oldest };
}

function changesOf({ value }: GraphList, role: MailboxRole): Pick<SourceChanges, 'items' | 'removed'> {
  const there = value.filter((mail) => mail['@removed'] === undefined && !mail.isDraft);
  const gone = value.filter((mail) => mail['@removed'] !== undefined);
  return {
    items: there.map(({ id }) => ({ ref: id, role, folder: FOLDERS[role], bytes: null })),
    removed: gone.map(({ id }) => id),
  };
}

/** Graph keeps its places for as long as it has room for them. */
function isTooOld(error: unknown): boolean {
  if (!(error instanceof ProviderRefusal)) return false;
  return error.status === 410 || /syncstate|resync/iu.test(error.reason);
}
