/** A stream whose first bytes can be looked at before it is read. */
export class PeekableStream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #onBytes: (count: number) => void;
  #held: Uint8Array[] = [];
  #done = false;

  /** `onBytes` is told how many bytes arrived, each time some do. */
  constructor(stream: ReadableStream<Uint8Array>, onBytes: (count: number) => void) {
    this.#reader = stream.getReader();
    this.#onBytes = onBytes;
  }

  /** The first `count` bytes, or all when there are fewer. */
  async peek(count: number): Promise<Uint8Array> {
    let size = this.#held.reduce((sum, chunk) => sum + chunk.length, 0);
    while (size < count && !this.#done) {
      const chunk = await this.#read();
      if (!chunk) break;
      this.#held.push(chunk);
      size += chunk.length;
    }
    const head = new Uint8Array(Math.min(size, count));
    let offset = 0;
    for (const chunk of this.#held) {
      const part = chunk.subarray(0, head.length - offset);
      head.set(part, offset);
      offset += part.length;
    }
    return head;
  }

  /** The next chunk; null at the end. */
  async next(): Promise<Uint8Array | null> {
    return this.#held.shift() ?? (await this.#read());
  }

  /** Gives up what was not read. */
  async cancel(): Promise<void> {
    this.#held = [];
    // The stream may have failed already; there is nothing left to give up then.
    await this.#reader.cancel().catch(() => undefined);
  }

  async #read(): Promise<Uint8Array | null> {
    if (this.#done) return null;
    const { value, done } = await this.#reader.read();
    if (done) {
      this.#done = true;
      return null;
    }
    this.#onBytes(value.length);
    return value;
  }
}
