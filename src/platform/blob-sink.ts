/** Bytes are handed to the browser in parts of this size, so that only one is in this program's memory at a time. */
const PART_BYTES = 4 * 1024 * 1024;

/** A Blob of any size, written piece by piece. Browsers keep large Blobs on disk, and joining parts copies nothing. */
export interface BlobSink {
  readonly writable: WritableStream<Uint8Array>;
  /** All that was written, once the stream is closed. */
  blob(): Blob;
}

export function createBlobSink(type: string): BlobSink {
  const parts: Blob[] = [];
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;

  function flush(): void {
    parts.push(new Blob([part.subarray(0, filled)]));
    filled = 0;
  }

  return {
    writable: new WritableStream({
      write(piece) {
        for (let start = 0; start < piece.byteLength;) {
          const taken = piece.subarray(start, start + PART_BYTES - filled);
          part.set(taken, filled);
          filled += taken.byteLength;
          start += taken.byteLength;
          if (filled === PART_BYTES) flush();
        }
      },
      close() {
        flush();
        part = new Uint8Array(0);
      },
    }),
    blob: () => new Blob(parts, { type }),
  };
}
