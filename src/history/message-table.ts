import type { MailboxRole, Message } from '../contracts/message';
import type { ImportedMessage, OriginalRow } from '../contracts/original-mail';
import type { HistoryStorage, Tables, ThreadLink } from './history-tables';
import { joinThreads, linksOf } from './join-threads';
import { mergeSorted } from '../platform/merge-sorted';
import { yieldToPage } from '../platform/yield-to-page';
import { noteByHand } from './source-marks';
import { compareOutlines, outlineOf, type MessageOutline } from './message-outline';
import { readInPages } from './read-in-pages';

export interface MessageQuery {
  readonly role?: MailboxRole;
  /** Takes the place of `role`. */
  readonly threadId?: string;
}

export interface MessageTable {
  get(id: string): Promise<Message | undefined>;
  /** Newest first, mails without a date last. No texts are read, and many thousand are read in pages, so that nothing waits for them. */
  list(query?: MessageQuery): Promise<MessageOutline[]>;
  count(query?: MessageQuery): Promise<number>;
  /**
   * Stores those that are not there yet, in threads joined with the stored ones, and returns them. Threads that a new mail connects become
   * one, so stored mails may move to another `threadId`. `addedAt` (ISO 8601) is noted in the outlines.
   */
  add(batch: readonly ImportedMessage[], addedAt?: string): Promise<Message[]>;
  /** As `add`, for what a source brings: that is noted, and left out is also what is stored in other bytes already, and what was deleted here. */
  addFrom(sourceId: string, batch: readonly ImportedMessage[], addedAt: string): Promise<Message[]>;
}

/** Outlines that are read in one go. */
const AT_ONCE = 500;

/** What adding mails reads and writes. */
const TABLES = ['messages', 'originals', 'outlines', 'threadLinks', 'sourceMail'] as const;

export function createMessageTable(storage: HistoryStorage): MessageTable {
  const listAtOnce = (index: 'threadId' | 'role', value: string, most?: number): Promise<MessageOutline[]> =>
    storage.transact(['outlines'], 'readonly', ({ outlines }) => outlines.allBy(index, value, most));
  const countRole = (role: MailboxRole): Promise<number> =>
    storage.transact(['outlines'], 'readonly', ({ outlines }) => outlines.countBy('role', role));

  async function list({ role, threadId }: MessageQuery = {}): Promise<MessageOutline[]> {
    if (threadId !== undefined) return (await listAtOnce('threadId', threadId)).sort(compareOutlines);
    if (role !== undefined) {
      // Rather than to count them, for which the browser goes through all.
      const first = await listAtOnce('role', role, AT_ONCE + 1);
      if (first.length <= AT_ONCE) return first.sort(compareOutlines);
    }
    return listInPages((outline) => role === undefined || outline.role === role);
  }

  /** Sorted by merging, since to sort many thousand in one go would be felt. */
  async function listInPages(wanted: (outline: MessageOutline) => boolean): Promise<MessageOutline[]> {
    let runs: MessageOutline[][] = [];
    for await (const page of readInPages(storage, 'outlines'))
      runs.push(page.filter(wanted).sort(compareOutlines));
    while (runs.length > 1) {
      const longer: MessageOutline[][] = [];
      for (let at = 0; at < runs.length; at += 2) {
        longer.push(mergeSorted(runs[at] ?? [], runs[at + 1] ?? [], compareOutlines));
        await yieldToPage();
      }
      runs = longer;
    }
    return runs[0] ?? [];
  }

  return {
    get: (id) => storage.transact(['messages'], 'readonly', ({ messages }) => messages.get(id)),
    list,
    count: async (query = {}) =>
      query.role === undefined || query.threadId !== undefined
        ? (await list(query)).length
        : countRole(query.role),
    add: (batch, addedAt) =>
      storage.transact(TABLES, 'readwrite', async (tables) => {
        const { added, known } = await addBatch(batch, tables, addedAt);
        await noteByHand(known, tables);
        return added;
      }),
    async addFrom(sourceId, batch, addedAt) {
      // Loaded with the first source, and before the transaction, which waits for nothing else.
      const { noteSource } = await import('./note-source');
      return storage.transact(TABLES, 'readwrite', async (tables) => {
        const wanted = await noteSource(batch, tables, sourceId);
        return (await addBatch(wanted, tables, addedAt)).added;
      });
    },
  };
}

async function addBatch(
  imported: readonly ImportedMessage[],
  tables: Pick<Tables, (typeof TABLES)[number]>,
  addedAt: string | undefined,
): Promise<{ readonly added: Message[]; readonly known: readonly string[] }> {
  const { batch, originals } = takeApart(imported);
  const noted = addedAt === undefined ? {} : { addedAt };
  const unique = [...new Map(batch.map((message) => [message.id, message])).values()];
  const { messages, links, merged } = joinThreads(unique, await storedLinks(unique, tables));
  // To try costs nothing beside storing it; to ask first costs a third of that.
  const isFresh = await Promise.all(messages.map((message) => tables.messages.add(message)));
  const added = messages.filter((_, index) => isFresh[index]);
  await Promise.all([
    ...added.map((message) => tables.outlines.put({ ...outlineOf(message), ...noted })),
    ...originals.map((row) => tables.originals.put(row)),
    ...links.map((link) => tables.threadLinks.put(link)),
    ...[...merged].map(([from, to]) => moveThread(from, to, tables)),
  ]);
  return { added, known: messages.flatMap(({ id }, index) => (isFresh[index] ? [] : [id])) };
}

/** The HTML apart from the mails. That of a mail which is stored already is kept too: an earlier version of the app kept none. */
function takeApart(imported: readonly ImportedMessage[]): { batch: Message[]; originals: OriginalRow[] } {
  const originals: OriginalRow[] = [];
  const batch = imported.map(({ original, ...message }) => {
    if (original) originals.push({ id: message.id, ...original });
    return message;
  });
  return { batch, originals };
}

async function storedLinks(
  batch: readonly Message[],
  { threadLinks }: Pick<Tables, 'threadLinks'>,
): Promise<ThreadLink[]> {
  const wanted = [...new Set(batch.flatMap(linksOf))];
  const found = await Promise.all(wanted.map((link) => threadLinks.get(link)));
  return found.filter((link) => link !== undefined);
}

async function moveThread(
  from: string,
  to: string,
  tables: Pick<Tables, 'messages' | 'outlines' | 'threadLinks'>,
): Promise<void> {
  const [outlines, links] = await Promise.all([
    tables.outlines.allBy('threadId', from),
    tables.threadLinks.allBy('threadId', from),
  ]);
  await Promise.all([
    ...links.map((link) => tables.threadLinks.put({ ...link, threadId: to })),
    ...outlines.map(async (outline) => {
      await tables.outlines.put({ ...outline, threadId: to });
      const message = await tables.messages.get(outline.id);
      if (message) await tables.messages.put({ ...message, threadId: to });
    }),
  ]);
}
