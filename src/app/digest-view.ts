import type { Owner } from '../contracts/briefing';
import type { Observable } from '../contracts/observable';
import { createObservable } from '../platform/observable';
import type { Digest } from './api';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';

/** A digest of more than these, the newest, would no longer be of a night. */
const NEWEST = 400;
const REFRESH_EVERY_MS = 1_000;

export interface DigestView {
  readonly digest: Observable<Digest | null>;
  /** Makes it anew from what is stored. */
  refresh(): Promise<void>;
}

/** The opening of the briefing, made anew as results come in, about once a second. */
export function createDigestView(results: MailResults, rows: MailRows, owner: () => Owner): DigestView {
  const digest = createObservable<Digest | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let refreshing: Promise<void> | null = null;

  async function read(): Promise<void> {
    const ids = rows
      .current()
      .filter(({ category }) => category !== null)
      .slice(0, NEWEST)
      .map(({ id }) => id);
    const items = await Promise.all(
      ids.map(async (id) => ({
        message: await results.history.messages.get(id),
        result: await results.get(id),
      })),
    );
    const present = items.flatMap(({ message, result }) => (message ? { message, result } : []));
    if (present.length === 0) return digest.set(null);
    const { makeDigest } = await import('../tasks/summarise/digest');
    digest.set(makeDigest(present, owner()));
  }

  function refresh(): Promise<void> {
    refreshing ??= read().finally(() => (refreshing = null));
    return refreshing;
  }

  rows.rows.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = null;
      // Storage that does not answer is told by whoever writes to it.
      void refresh().catch(() => undefined);
    }, REFRESH_EVERY_MS);
  });

  return {
    digest,
    async refresh() {
      // One that runs may have read before the last change.
      await refreshing;
      await refresh();
    },
  };
}
