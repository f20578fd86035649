const FIRST_CAPACITY = 256 * 1024;

/** Bytes that arrive at the end and are dropped from the front, with amortised constant cost per byte. */
export class GrowingBuffer {
  bytes = new Uint8Array(FIRST_CAPACITY);
  length = 0;

  /** Adds a chunk and may drop what lies before `firstNeeded`. Returns by how much the remaining bytes moved to the front. */
  append(chunk: Uint8Array, firstNeeded: number): number {
    // Moving only when most of the buffer is spent keeps the copying linear.
    const moved = firstNeeded > this.bytes.length / 2 || firstNeeded === this.length ? firstNeeded : 0;
    if (moved > 0) {
      this.bytes.copyWithin(0, moved, this.length);
      this.length -= moved;
    }
    const needed = this.length + chunk.length;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(chunk, this.length);
    this.length = needed;
    return moved;
  }
}
