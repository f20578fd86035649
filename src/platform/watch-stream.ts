type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The same bytes, read no sooner than they are asked for, with word of each piece and of the end: null when the stream ended well or its
 * reader wanted no more, else what broke it.
 */
export function watchStream(
  body: ReadableStream<Bytes>,
  on: { readonly piece?: (piece: Bytes) => void; readonly end: (error: unknown) => void },
): ReadableStream<Bytes> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            on.end(null);
            controller.close();
          } else {
            on.piece?.(value);
            controller.enqueue(value);
          }
        } catch (error) {
          on.end(error);
          controller.error(error);
        }
      },
      cancel(reason) {
        on.end(null);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
