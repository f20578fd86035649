import type { MessageResult, Owner } from '../contracts/briefing';
import type { Observable } from '../contracts/observable';
import { createObservable } from '../platform/observable';
import { yieldToPage } from '../platform/yield-to-page';
import type { SortedMail } from '../tasks/summarise/digest';
import type { BriefingWindow, Digest, MailRow } from './api';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';

/** Mails whose results are read for the lines of the digest; all others only count. */
const MOST_READ = 200;
const REFRESH_EVERY_MS = 1_000;
/** Mails that are counted before the page has its turn; some milliseconds' work. */
const TALLIED_AT_ONCE = 2_000;

type SortedRow = MailRow & SortedMail;
const isSorted = (row: MailRow): row is SortedRow => row.category !== null;

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
  let known = new Map<MailRow, Promise<MessageResult>>();

  async function read(): Promise<void> {
    const { holds } = window.get();
    const mails = rows.current();
    // Before what makes it is fetched: a first visit has nothing to sum up.
    if (!mails.some(isSorted)) return digest.set(null);
    const { makeDigest, mostPressing, NightTally } = await import('../tasks/summarise/digest');
    const [fresh, earlier]: [SortedRow[], SortedRow[]] = [[], []];
    const tally = new NightTally(owner());
    for (const [index, row] of mails.entries()) {
      if (index % TALLIED_AT_ONCE === TALLIED_AT_ONCE - 1) await yieldToPage();
      if (!isSorted(row)) continue;
      if (holds(row)) {
        tally.add(row);
        fresh.push(row);
      } else earlier.push(row);
    }
    const [named, left] = [mostPressing(fresh, MOST_READ), mostPressing(earlier, MOST_READ)];
    known = new Map([...named, ...left].map((row) => [row, known.get(row) ?? results.get(row.id)]));
    const stored = await Promise.all(known.values());
    const byId = new Map(stored.map((result) => [result.id, result]));
    digest.set(makeDigest({ tally, fresh: named, earlier: left, results: byId }, owner()));
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
