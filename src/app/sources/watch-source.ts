import { toFailure } from '../../contracts/failure';
import type { MailSource } from '../../contracts/mail-source';
import type { Locks } from '../../platform/locks';
import { wait } from '../../platform/wait';
import { retryDelay } from './retry-delay';

/** A source has no word for being connected; after so long it is, and what came before is looked for, milliseconds. */
const CONNECTED_AFTER_MS = 1_500;
/** A connection that held so long was a good one: the next attempts begin anew. */
const GOOD_MS = 60_000;

export interface WatchParts {
  readonly id: string;
  readonly source: Required<Pick<MailSource, 'watch'>>;
  readonly locks: Locks;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly onChange: () => void;
  readonly onLive: (isLive: boolean) => void;
}

/**
 * Keeps a source telling of new mail until the signal aborts, in one tab at a time; connects anew, later and later, when the connection ends.
 * Resolves early when trying again is of no use: the next look says why.
 */
export async function watchSource(parts: WatchParts): Promise<void> {
  const { id, locks, signal } = parts;
  try {
    await locks.run(`deskside-source-watch-${id}`, signal, () => keepConnected(parts));
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

async function keepConnected({ source, signal, random, onChange, onLive }: WatchParts): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const startedAt = performance.now();
    const connected = setTimeout(() => {
      onLive(true);
      onChange();
    }, CONNECTED_AFTER_MS);
    const failure = await source.watch(onChange, signal).then(() => null, toFailure);
    clearTimeout(connected);
    onLive(false);
    if (failure === null || !failure.retryable || signal.aborted) return;
    if (performance.now() - startedAt > GOOD_MS) attempt = 0;
    await wait(retryDelay(attempt, failure.retryAfterMs, random), signal);
  }
}
