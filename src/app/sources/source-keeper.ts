import { CANCELLED, DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { MailSource, SourceRow } from '../../contracts/mail-source';
import type { Locks } from '../../platform/locks';
import { lookAtSource, newTally, type LookParts, type LookTally, type Unfinished } from './look-at-source';
import { retryDelay } from './retry-delay';
import { sourceGone } from './source-failures';
import type { SourceCard, SyncReceipt } from './sources-api';
import type { Surroundings, Wake } from './surroundings';
import { newPageState } from './take-items';
import { watchSource } from './watch-source';

/** Between looks at a source that tells of nothing, while the page is in sight, milliseconds. */
const EVERY_MS = 5 * 60_000;
/** Between looks at one that does: what it should have told of and did not. */
const EVERY_LIVE_MS = 30 * 60_000;
/** What came into sight again is not looked at anew that soon. */
const FRESH_MS = 60_000;

/** What is shown of a source besides its row. */
export type SourceStatus = Pick<SourceCard, 'state' | 'failure' | 'retryAt' | 'reading' | 'isLive'>;

/** A source as it can be reached now, or why it cannot. */
export type Opened =
  { readonly source: MailSource } | { readonly state: SourceCard['state']; readonly failure: Failure };

export interface KeeperParts extends LookParts {
  readonly id: string;
  readonly open: () => Promise<Opened>;
  readonly store: LookParts['store'] & { get(id: string): Promise<SourceRow | undefined> };
  readonly locks: Locks;
  readonly surroundings: Pick<Surroundings, 'isVisible' | 'random'>;
  /** What helps when a right is no longer there. */
  readonly withoutRight: 'asks' | 'signed-out' | 'failed';
  readonly onStatus: (status: SourceStatus) => void;
  /** After each look that brought something, and each that came to its end. */
  readonly onLooked: (tally: LookTally) => Promise<void>;
}

/** Looks at one source: now, when something happens, and in between. */
export interface SourceKeeper {
  readonly status: () => SourceStatus;
  /** One look at a time: who asks during one waits for the one that follows it. Never rejects. */
  look(): Promise<SyncReceipt>;
  /** Looks unless that was done just now, or the source asked to be left alone. */
  wake(wake: Wake): void;
  /** Ends what is under way, and resolves when it has ended. */
  stop(): Promise<void>;
  /** As `stop`, for good. */
  end(): Promise<void>;
}

/** Nothing changes here by looking again; a wrong password tried too often would lock the user out. */
const NEEDS_USER: ReadonlySet<SourceCard['state']> = new Set(['signed-out', 'reload', 'files']);

export const lockOf = (id: string): string => `deskside-source-${id}`;

const READY: SourceStatus = { state: 'ready', failure: null, retryAt: null, reading: 0, isLive: false };

export function createSourceKeeper(parts: KeeperParts): SourceKeeper {
  const { id, store, clock, locks, surroundings } = parts;
  const unfinished: Unfinished = { cursor: null, page: newPageState() };
  let status = READY;
  let running: Promise<SyncReceipt> | null = null;
  let waiting: Promise<SyncReceipt> | null = null;
  let abort = new AbortController();
  let watching: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let lookedAt = 0;
  let ended = false;
  let stopping = false;

  function show(change: Partial<SourceStatus>): void {
    status = { ...status, ...change };
    parts.onStatus(status);
  }

  function schedule(afterMs: number): void {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(due, afterMs);
  }

  /** Nobody reads what comes while the page is out of sight; it is looked at when it comes back. */
  function due(): void {
    if (surroundings.isVisible() || status.isLive) void look();
  }

  function look(): Promise<SyncReceipt> {
    if (!running) return (running = lookNow().finally(() => (running = null)));
    // The one that runs may have listed before what is asked about came.
    waiting ??= running.then(() => {
      waiting = null;
      return look();
    });
    return waiting;
  }

  async function lookNow(): Promise<SyncReceipt> {
    clearTimeout(timer);
    abort = new AbortController();
    const { signal } = abort;
    const tally = newTally();
    lookedAt = clock.now();
    let failure: Failure | null = null;
    show({ state: 'looking', failure: null, retryAt: null, reading: 0 });
    try {
      if (ended || stopping) throw sourceGone();
      const before = (await store.get(id))?.syncedAt;
      const opened = await locks.run(lockOf(id), signal, () => lookInTurn(tally, before, signal));
      if ('source' in opened) succeeded(opened.source);
      else {
        failure = opened.failure;
        show({ state: opened.state, failure });
      }
    } catch (thrown) {
      failure = signal.aborted ? CANCELLED : toFailure(thrown);
      failed(failure);
    }
    // What fails of that is told where it is done; the look itself has ended.
    if (failure === null || tally.added > 0) await parts.onLooked(tally).catch(() => undefined);
    return { added: tally.added, problems: tally.problems, failure };
  }

  /** @param before `SourceRow.syncedAt` when the look was asked for */
  async function lookInTurn(
    tally: LookTally,
    before: string | null | undefined,
    signal: AbortSignal,
  ): Promise<Opened> {
    const row = await store.get(id);
    if (!row) throw sourceGone();
    const opened = await parts.open();
    // The second: another tab has looked while this one waited for its turn.
    if (!('source' in opened) || row.syncedAt !== before) return opened;
    const onRead = (reading: number): void => show({ reading });
    await lookAtSource({ row, source: opened.source, signal, tally, unfinished, onRead }, parts);
    return opened;
  }

  function succeeded(source: MailSource): void {
    attempts = 0;
    show({ state: 'ready', reading: 0 });
    watch(source);
    schedule(watching ? EVERY_LIVE_MS : EVERY_MS);
  }

  function failed(failure: Failure): void {
    const { state, again } = afterFailure(failure, parts.withoutRight);
    if (state === 'signed-out') watching?.abort();
    if (!again) {
      show({ state, failure: failure.code === 'cancelled' ? null : failure, reading: 0 });
      return;
    }
    const delay = retryDelay(attempts, failure.retryAfterMs, surroundings.random);
    attempts += 1;
    show({ state, failure, retryAt: clock.now() + delay, reading: 0 });
    schedule(delay);
  }

  function watch(source: MailSource): void {
    if (!source.watch || watching || ended) return;
    const mine = new AbortController();
    watching = mine;
    void watchSource({
      ...{ id, locks, source: { watch: source.watch.bind(source) } },
      ...{ signal: mine.signal, random: surroundings.random },
      onChange: () => void look(),
      onLive: (isLive) => show({ isLive }),
    })
      .catch(() => undefined)
      .finally(() => {
        if (watching === mine) watching = null;
        schedule(EVERY_MS);
      });
  }

  async function stop(): Promise<void> {
    stopping = true;
    abort.abort(new DesksideError(CANCELLED));
    watching?.abort();
    await running;
    await waiting;
    stopping = false;
    schedule(FRESH_MS);
  }

  return {
    status: () => status,
    look,
    wake(wake) {
      const { state, failure, retryAt } = status;
      if (ended || NEEDS_USER.has(state) || state === 'looking') return;
      // What it said itself counts also when the connection is back.
      if (failure?.retryAfterMs !== undefined && retryAt !== null && clock.now() < retryAt) return;
      if (wake === 'visible' && Math.abs(clock.now() - lookedAt) < FRESH_MS) return;
      void look();
    },
    stop,
    async end() {
      ended = true;
      await stop();
      clearTimeout(timer);
    },
  };
}

/** What is shown after a failure, and whether it is tried again by itself. */
function afterFailure(
  { code, retryable }: Failure,
  withoutRight: KeeperParts['withoutRight'],
): {
  readonly state: SourceCard['state'];
  readonly again: boolean;
} {
  if (code === 'cancelled') return { state: 'ready', again: false };
  if (code === 'permission-withdrawn') return { state: withoutRight, again: false };
  if (code === 'signed-out') return { state: 'signed-out', again: false };
  return retryable ? { state: 'waiting', again: true } : { state: 'failed', again: false };
}
