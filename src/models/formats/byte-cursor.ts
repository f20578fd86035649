/** Bytes that can be read from anywhere: a file of the user's, or one on a server. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` to `end` (exclusive), fewer at the end of the source. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Read at once: few requests for a header of some megabytes, and little more memory than one of a few kilobytes needs. */
const WINDOW_BYTES = 1024 * 1024;

/** What a file lacks to be read on; the caller knows its name. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/**
 * Reads little-endian values one after the other, holding one window of the source. Rejects with `CutOff` instead of reading past `limit`.
 * Most values lie in the window and are there without a wait, but the calls are asynchronous all the same.
 */
export class ByteCursor {
  readonly #source: ByteSource;
  readonly #limit: number;
  #position = 0;
  #window = new DataView(new ArrayBuffer(0));
  /** Where in the source the window begins. */
  #windowStart = 0;

  /** @param limit bytes of the source that may be read */
  constructor(source: ByteSource, limit: number) {
    this.#source = source;
    this.#limit = Math.min(limit, source.size);
  }

  get position(): number {
    return this.#position;
  }

  /** Bytes that may still be read. */
  get left(): number {
    return this.#limit - this.#position;
  }

  /** Goes on after `count` bytes without reading them. */
  skip(count: number): void {
    this.#require(count);
    this.#position += count;
  }

  async uint8(): Promise<number> {
    return (await this.#take(1)).getUint8(0);
  }

  async uint16(): Promise<number> {
    return (await this.#take(2)).getUint16(0, true);
  }

  async uint32(): Promise<number> {
    return (await this.#take(4)).getUint32(0, true);
  }

  /** Inexact above 2^53, where every count and length is absurd anyway. */
  async uint64(): Promise<number> {
    return Number((await this.#take(8)).getBigUint64(0, true));
  }

  /** UTF-8 text of `count` bytes. */
  async text(count: number): Promise<string> {
    return new TextDecoder().decode(await this.#take(count));
  }

  #require(count: number): void {
    if (!(count <= this.left)) throw new CutOff(`${count} bytes at ${this.#position} of ${this.#limit}`);
  }

  async #take(count: number): Promise<DataView<ArrayBuffer>> {
    this.#require(count);
    let offset = this.#position - this.#windowStart;
    if (offset + count > this.#window.byteLength) {
      const end = Math.min(this.#limit, this.#position + Math.max(count, WINDOW_BYTES));
      const bytes = await this.#source.read(this.#position, end);
      this.#window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#windowStart = this.#position;
      offset = 0;
      if (bytes.byteLength < count) throw new CutOff(`${bytes.byteLength} bytes instead of ${count}`);
    }
    this.#position += count;
    return new DataView(this.#window.buffer, this.#window.byteOffset + offset, count);
  }
}
