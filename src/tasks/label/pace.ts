import { yieldToPage } from '../../platform/yield-to-page';

/** How long work may hold the page up at a time, milliseconds: half a frame, since what it is called in between takes time too. */
const SLICE_MS = 8;

/** Call the result between small pieces of long work: it lets the page have its turn when it is due, and rejects once cancelled. */
export function createPace(signal?: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - since < SLICE_MS) return undefined;
    return yieldToPage().then(() => {
      since = performance.now();
      signal?.throwIfAborted();
    });
  };
}
