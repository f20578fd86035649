import type { ChatEvent } from '../../src/providers/provider.ts';
import type { TimeLimits } from '../config/relay-config.ts';

/** Why a call was ended from this side. */
export class TimeUp extends Error {
  override readonly name = 'TimeUp';
  readonly limit: 'first-token' | 'idle' | 'total';

  constructor(limit: TimeUp['limit']) {
    super(limit);
    this.limit = limit;
  }
}

/** What shows that the model writes; counts and pings do not. */
export function isWord({ type }: ChatEvent): boolean {
  return type === 'text' || type === 'thought' || type === 'finish';
}

/**
 * Passes an answer on and ends it with `TimeUp` when the first word, the next one or the end keeps away for too long. One that told its end
 * is whole, though its connection stays open after it. Aborting `abort` ends it at once, whether or not the source listens.
 */
export async function* withinTime(
  source: AsyncGenerator<readonly ChatEvent[], void, void>,
  times: TimeLimits,
  abort: AbortController,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  const { signal } = abort;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (): void => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  ended.catch(() => undefined);
  const total = setTimeout(() => abort.abort(new TimeUp('total')), times.totalMs);
  let limit: TimeUp['limit'] = 'first-token';
  let deadline = performance.now() + times.firstTokenMs;
  let isFinished = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      timer = setTimeout(() => abort.abort(new TimeUp(limit)), deadline - performance.now());
      const next = await Promise.race([source.next(), ended]);
      clearTimeout(timer);
      if (next.done) return;
      isFinished ||= next.value.some(({ type }) => type === 'finish');
      yield next.value;
      if (!next.value.some(isWord)) continue;
      // Counted from here: while the reader was busy, nobody waited for the provider.
      limit = 'idle';
      deadline = performance.now() + times.idleMs;
    }
  } catch (error) {
    if (!(isFinished && error instanceof TimeUp)) throw error;
  } finally {
    clearTimeout(timer);
    clearTimeout(total);
  }
}
