import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Message } from '../contracts/message';
import type { ThreadLink } from './history-tables';
import { joinThreads } from './join-threads';

/** Only what joining looks at. */
const mail = (id: number, references: readonly number[]): Message =>
  ({
    id: String(id),
    messageId: `<${id}>`,
    threadId: `t${id}`,
    inReplyTo: null,
    references: references.map((other) => `<${other}>`),
  }) as unknown as Message;

/** Joins batch after batch, as the store does, and returns the thread of each mail at the end. */
function joinAll(batches: readonly (readonly Message[])[]): Map<string, string> {
  const links = new Map<string, string>();
  const threads = new Map<string, string>();
  for (const batch of batches) {
    const stored: ThreadLink[] = [...links].map(([link, threadId]) => ({ link, threadId }));
    const joined = joinThreads(batch, stored);
    for (const [from, to] of joined.merged)
      for (const [id, threadId] of threads) if (threadId === from) threads.set(id, to);
    for (const { link, threadId } of joined.links) links.set(link, threadId);
    for (const message of joined.messages) threads.set(message.id, message.threadId);
  }
  return threads;
}

/** The mails of each thread, whatever the thread is called. */
function partition(threads: ReadonlyMap<string, string>): string[] {
  const groups = new Map<string, string[]>();
  for (const [id, threadId] of threads) groups.set(threadId, [...(groups.get(threadId) ?? []), id]);
  return [...groups.values()].map((ids) => ids.sort().join(' ')).sort();
}

it('finds the same threads however the mails are spread over imports', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(15), { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (references, cuts) => {
        const mails = references.map((others, id) => mail(id, others));
        const batches: Message[][] = [[]];
        for (const [index, message] of mails.entries()) {
          if (cuts[index]) batches.push([]);
          batches.at(-1)?.push(message);
        }
        expect(partition(joinAll(batches))).toEqual(partition(joinAll([mails])));
      },
    ),
  );
});

it('keeps the id of a stored thread', () => {
  const { messages, merged } = joinThreads([mail(1, [7])], [{ link: '<7>', threadId: 'zz' }]);
  expect(messages[0]?.threadId).toBe('zz');
  expect(merged.size).toBe(0);
});
