/**
 * What `make` makes, unless `signal` aborts before it is there. Browsers destroy a session when the signal it was made with aborts, also long
 * afterwards, so `make` gets one that is heeded only so long.
 */
export async function whileMaking<T>(
  signal: AbortSignal,
  make: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const making = new AbortController();
  const stop = (): void => making.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    const made = await make(making.signal);
    making.signal.throwIfAborted();
    return made;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
