/** Runs work while no other tab or worker runs work of the same name. */
export interface Locks {
  /** Waits for its turn; rejects with an `AbortError` when the signal aborts while waiting. */
  run<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /** Runs `work` at once; null, without running it, while other work of the name runs. */
  runIfFree<T>(name: string, work: () => Promise<T>): Promise<T | null>;
}

/** Web Locks, shared by all contexts of the origin. */
const webLocks: Locks = {
  // The DOM types give the callback's promise back unawaited; the await makes it plain.
  run: async (name, signal, work) => await navigator.locks.request(name, signal ? { signal } : {}, work),
  runIfFree: async (name, work) =>
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? await work() : null)),
};

/** Locks for one context, for where Web Locks are not to be had (and for tests). */
export function createLocalLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  async function run<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = tails.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    const tail = turn
      .catch(() => undefined)
      .then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
    tails.set(name, tail);
    return turn;
  }
  return { run, runIfFree: async (name, work) => (tails.has(name) ? null : run(name, undefined, work)) };
}

/** Web Locks where the browser has them. */
export function browserLocks(): Locks {
  return 'locks' in navigator ? webLocks : createLocalLocks();
}
