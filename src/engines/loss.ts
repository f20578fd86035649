/** Tells a listener why what a model runs on is gone, at once when it is gone already. Returns what stops listening. */
export type OnLost = (listener: (reason: Error) => void) => () => void;

/** The end of what a model runs on: a GPU device, a worker. It comes once or never. */
export class Loss<Reason extends Error> {
  #reason: Reason | null = null;
  readonly #listeners = new Set<(reason: Reason) => void>();

  /** Null as long as nothing is lost. */
  get reason(): Reason | null {
    return this.#reason;
  }

  /** What is lost already stays lost for its first reason. */
  report(reason: Reason): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }

  readonly onLost = (listener: (reason: Reason) => void): (() => void) => {
    if (this.#reason) listener(this.#reason);
    else this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}

/**
 * What `work` settles with, or the reason why it never will. One promise of the loss for all calls would live as long as the model, and hold
 * on to every call that was ever raced against it.
 */
export async function unlessLost<T>(work: Promise<T>, onLost: OnLost): Promise<T> {
  let stop: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    stop = onLost(reject);
  });
  try {
    return await Promise.race([work, lost]);
  } finally {
    stop();
  }
}
