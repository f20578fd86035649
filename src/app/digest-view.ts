import type { MessageResult, Owner } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import type { Observable } from '../contracts/observable';
import { createObservable } from '../platform/observable';
import type { BriefingWindow, Digest, MailRow } from './api';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';

/** A digest of more than these, the newest, would no longer be of a night. */
const NEWEST = 400;
const REFRESH_EVERY_MS = 1_000;

interface Stored {
  readonly message: Message | undefined;
  readonly result: MessageResult;
}

export interface DigestView {
  readonly digest: Observable<Digest | null>;
  /** Makes it anew from what is stored. */
  refresh(): Promise<void>;
}

/** The opening of the briefing, made anew as results come in, about once a second. */
export function createDigestView(
  results: MailResults,
  rows: MailRows,
  owner: () => Owner,
  window: Observable<BriefingWindow>,
): DigestView {
  const digest = createObservable<Digest | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let refreshing: Promise<void> | null = null;
  /** What was read for the last digest, by the row that it was read for: a changed row is another object. */
  let known = new Map<MailRow, Promise<Stored>>();

  async function readStored(id: string): Promise<Stored> {
    const [message, result] = await Promise.all([results.history.messages.get(id), results.get(id)]);
    return { message, result };
  }

  async function read(): Promise<void> {
    const { holds } = window.get();
    const sorted = rows.current().filter(({ category }) => category !== null);
    const [fresh, earlier] = [sorted.filter(holds), sorted.filter((row) => !holds(row))];
    const shown = [...fresh, ...earlier].slice(0, NEWEST);
    known = new Map(shown.map((row) => [row, known.get(row) ?? readStored(row.id)]));
    const items = await Promise.all(
      [...known].map(async ([row, stored]) => ({
        ...(await stored),
        earlier: !holds(row),
        done: row.done,
      })),
    );
    const present = items.flatMap(({ message, ...item }) => (message ? { message, ...item } : []));
    if (present.length === 0) return digest.set(null);
    const { makeDigest } = await import('../tasks/summarise/digest');
    digest.set(makeDigest(present, owner()));
  }

  function refresh(): Promise<void> {
    refreshing ??= read()
      .catch((thrown: unknown) => {
        known = new Map();
        throw thrown;
      })
      .finally(() => (refreshing = null));
    return refreshing;
  }

  rows.rows.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = null;
      // Storage that does not answer is told by whoever writes to it.
      void refresh().catch(() => undefined);
    }, REFRESH_EVERY_MS);
  });

  async function refreshAfterAll(): Promise<void> {
    // One that runs may have read before the last change.
    await refreshing;
    await refresh();
  }

  // The user waits for this one. Before the first there is nothing to change.
  window.subscribe(() => void (digest.get() && refreshAfterAll().catch(() => undefined)));

  return { digest, refresh: refreshAfterAll };
}
