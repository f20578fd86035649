/// <reference lib="es2024.arraybuffer" />
import type { ExternalData } from './derive-int8-weights';

/**
 * The same files, each of whose memory is given back as soon as it has been copied; they can be read once. ONNX Runtime Web takes all data of a
 * graph before it makes a session, copies it part by part, asking for each with `subarray` right before, and lets go of it after the last: for a
 * moment all of it would be in memory twice. Where the browser cannot give memory back, or the library asks in another way, that is what happens.
 */
export function passOn(files: readonly ExternalData[]): ExternalData[] {
  const copied = new Copied();
  return files.map(({ path, data }) => ({ path, data: new PassingBytes(data, copied) }));
}

/** What was handed out to the last byte; when more is asked for, it has been copied. */
class Copied {
  #last: ArrayBuffer | null = null;

  add(buffer: ArrayBuffer): void {
    this.#last = buffer;
  }

  giveBack(): void {
    if (this.#last && 'transfer' in this.#last) this.#last.transfer(0);
    this.#last = null;
  }
}

class PassingBytes extends Uint8Array<ArrayBuffer> {
  /** Copies of it are plain arrays. */
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  readonly #copied: Copied;
  #left: number;

  constructor({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>, copied: Copied) {
    super(buffer, byteOffset, length);
    this.#copied = copied;
    this.#left = length;
  }

  override subarray(begin = 0, end = this.length): Uint8Array<ArrayBuffer> {
    this.#copied.giveBack();
    this.#left -= end - begin;
    if (this.#left <= 0) this.#copied.add(this.buffer);
    return super.subarray(begin, end);
  }
}
