/** Runs work while no other tab or worker runs work of the same name. */
export interface Locks {
  /** Waits for its turn; rejects with an `AbortError` when the signal aborts while waiting. */
  run<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
}

/** Web Locks, shared by all contexts of the origin. */
const webLocks: Locks = {
  // The DOM types give the callback's promise back unawaited; the await makes it plain.
  run: async (name, signal, work) => await navigator.locks.request(name, signal ? { signal } : {}, work),
};

/** Locks for one context, for where Web Locks are not to be had (and for tests). */
export function createLocalLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(name, signal, work) {
      const before = tails.get(name) ?? Promise.resolve();
      const turn = before.then(() => {
        signal?.throwIfAborted();
        return work();
      });
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

/** Web Locks where the browser has them. */
export function browserLocks(): Locks {
  return 'locks' in navigator ? webLocks : createLocalLocks();
}
