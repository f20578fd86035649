/** Ends a request over which nothing comes for too long; servers and proxies may hold one open for ever. */
export interface SilenceLimit {
  /** For the request: aborts on silence, and when the caller's own signal does. */
  readonly signal: AbortSignal;
  /** Whether it was silence that ended the request. */
  readonly expired: boolean;
  /** The result of `work`, or a rejection when it takes longer than the limit. */
  within<T>(work: Promise<T>): Promise<T>;
  /** A reader each of whose reads has the limit to itself. */
  guard<T>(body: ReadableStream<T>): Pick<ReadableStreamDefaultReader<T>, 'read' | 'cancel'>;
  /** Ends the request. */
  abandon(): void;
}

/** @param limitMs milliseconds of silence that are borne */
export function createSilenceLimit(limitMs: number, outer: AbortSignal | undefined): SilenceLimit {
  const controller = new AbortController();
  let expired = false;

  async function within<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const error = new Error(`nothing came for ${limitMs} ms`);
        expired = true;
        controller.abort(error);
        reject(error);
      }, limitMs);
    });
    try {
      return await Promise.race([work, silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    signal: outer ? AbortSignal.any([controller.signal, outer]) : controller.signal,
    get expired() {
      return expired;
    },
    within,
    guard(body) {
      const reader = body.getReader();
      return { read: () => within(reader.read()), cancel: (reason) => reader.cancel(reason) };
    },
    abandon: () => controller.abort(),
  };
}
