import type { MailboxRole, Message } from '../contracts/message';
import type { HistoryStorage, Tables, ThreadLink } from './history-tables';
import { joinThreads, linksOf } from './join-threads';
import { compareOutlines, outlineOf, type MessageOutline } from './message-outline';

export interface MessageQuery {
  readonly role?: MailboxRole;
}

export interface MessageTable {
  get(id: string): Promise<Message | undefined>;
  /** Newest first, mails without a date last. Fast also for many thousand: no texts are read. */
  list(query?: MessageQuery): Promise<MessageOutline[]>;
  count(query?: MessageQuery): Promise<number>;
  /**
   * Stores those that are not there yet, in threads joined with the stored ones, and returns them. Threads that a new mail connects become
   * one, so stored mails may move to another `threadId`.
   */
  add(batch: readonly Message[]): Promise<Message[]>;
}

export function createMessageTable(storage: HistoryStorage): MessageTable {
  const list = ({ role }: MessageQuery = {}): Promise<MessageOutline[]> =>
    storage.transact(['outlines'], 'readonly', ({ outlines }) =>
      role === undefined ? outlines.all() : outlines.allBy('role', role),
    );
  return {
    get: (id) => storage.transact(['messages'], 'readonly', ({ messages }) => messages.get(id)),
    list: async (query) => (await list(query)).sort(compareOutlines),
    count: async (query) => (await list(query)).length,
    add: (batch) =>
      storage.transact(['messages', 'outlines', 'threadLinks'], 'readwrite', (tables) =>
        addBatch(batch, tables),
      ),
  };
}

async function addBatch(
  batch: readonly Message[],
  tables: Pick<Tables, 'messages' | 'outlines' | 'threadLinks'>,
): Promise<Message[]> {
  const fresh = await withoutStored(batch, tables);
  const { messages, links, merged } = joinThreads(fresh, await storedLinks(fresh, tables));
  await Promise.all([
    ...messages.flatMap((message) => [tables.messages.put(message), tables.outlines.put(outlineOf(message))]),
    ...links.map((link) => tables.threadLinks.put(link)),
    ...[...merged].map(([from, to]) => moveThread(from, to, tables)),
  ]);
  return [...messages];
}

async function withoutStored(
  batch: readonly Message[],
  { outlines }: Pick<Tables, 'outlines'>,
): Promise<Message[]> {
  const unique = [...new Map(batch.map((message) => [message.id, message])).values()];
  const stored = await Promise.all(unique.map((message) => outlines.get(message.id)));
  return unique.filter((_, index) => stored[index] === undefined);
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
