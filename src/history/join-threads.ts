import type { Message } from '../contracts/message';
import type { ThreadLink } from './history-tables';

/** What joining a batch with the stored threads changes. */
export interface ThreadJoin {
  /** The batch, each mail in its final thread. */
  readonly messages: readonly Message[];
  /** Links that are new or changed by the batch. */
  readonly links: readonly ThreadLink[];
  /** Stored threads that turned out to be parts of another one: from → to. */
  readonly merged: ReadonlyMap<string, string>;
}

/** The Message-IDs that tie a mail to its thread: its own and all that it refers to. */
export function linksOf(message: Message): string[] {
  const { messageId, inReplyTo, references } = message;
  return [...new Set([messageId, ...references, ...(inReplyTo ? [inReplyTo] : [])])];
}

/**
 * Mails that share a Message-ID, as their own or by reference, are of one thread. Where threads meet, a stored one keeps its id, so that
 * what is on the page stays where it is.
 */
export function joinThreads(batch: readonly Message[], stored: readonly ThreadLink[]): ThreadJoin {
  const storedThreads = new Set(stored.map((link) => link.threadId));
  const parents = new Map<string, string>();
  const threadOfLink = new Map(stored.map(({ link, threadId }) => [link, threadId]));

  function find(threadId: string): string {
    const parent = parents.get(threadId);
    return parent === undefined ? threadId : find(parent);
  }

  function unite(a: string, b: string): void {
    const [first, second] = [find(a), find(b)];
    if (first === second) return;
    const [kept, dropped] = precedes(first, second) ? [first, second] : [second, first];
    parents.set(dropped, kept);
  }

  function precedes(a: string, b: string): boolean {
    const [aStored, bStored] = [storedThreads.has(a), storedThreads.has(b)];
    return aStored === bStored ? a < b : aStored;
  }

  for (const message of batch) {
    for (const link of linksOf(message)) {
      const known = threadOfLink.get(link);
      if (known === undefined) threadOfLink.set(link, message.threadId);
      else unite(known, message.threadId);
    }
  }

  const before = new Map(stored.map(({ link, threadId }) => [link, threadId]));
  return {
    messages: batch.map((message) => ({ ...message, threadId: find(message.threadId) })),
    links: [...threadOfLink]
      .map(([link, threadId]) => ({ link, threadId: find(threadId) }))
      .filter(({ link, threadId }) => before.get(link) !== threadId),
    merged: new Map([...storedThreads].filter((id) => find(id) !== id).map((id) => [id, find(id)] as const)),
  };
}
