import type { Fetch } from '../../../src/platform/fetch';

/** A `fetch` that tells what has been read of one file; bytes that are still under way do not count. */
export interface ReceivedBytes {
  readonly fetch: Fetch;
  /** Resolves when so many bytes have been read of the answer to the last request for the file. */
  arrived(bytes: number): Promise<void>;
}

/** Far smaller than a chunk, as what a network gives at once is. */
const PIECE_BYTES = 16;

/** @param onReceived gets the bytes of all answers together */
export function watchReceived(
  path: string,
  onReceived: (total: number) => void = () => undefined,
): ReceivedBytes {
  let total = 0;
  let answered = 0;
  let waiting: { readonly bytes: number; readonly resolve: () => void } | null = null;

  function count(bytes: number): void {
    total += bytes;
    answered += bytes;
    if (waiting && answered >= waiting.bytes) waiting.resolve();
    onReceived(total);
  }

  /** Takes nothing that was not asked for, so that an error cannot overtake bytes that were received. */
  function counted(
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal | null | undefined,
  ): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    let pending = new Uint8Array(0);
    return new ReadableStream(
      {
        async pull(controller) {
          signal?.throwIfAborted();
          if (pending.byteLength === 0) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            pending = new Uint8Array(value);
          }
          const piece = pending.subarray(0, PIECE_BYTES);
          pending = pending.subarray(piece.byteLength);
          controller.enqueue(piece);
          count(piece.byteLength);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }

  return {
    async fetch(input, init) {
      if (!input.endsWith(path)) return globalThis.fetch(input, init);
      answered = 0;
      waiting = null;
      const { body, status, headers } = await globalThis.fetch(input, init);
      return new Response(body && counted(body, init?.signal), { status, headers });
    },
    arrived: (bytes) =>
      new Promise((resolve) => {
        if (answered >= bytes) resolve();
        else waiting = { bytes, resolve };
      }),
  };
}
