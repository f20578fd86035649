import { DesksideError } from '../../../contracts/failure';
import type { WeightReader } from '../../../contracts/model';
import type { Int8Part } from './int8-recipe';

/** A part that is needed while `whileOpen` is open, or from its own file on when that is null. */
export interface WantedPart {
  readonly part: Int8Part;
  readonly bytes: number;
  readonly whileOpen: string | null;
}

/** Parts of stored files, of which one is in memory at a time. */
export class StoredParts {
  readonly #weights: Pick<WeightReader, 'buffer'>;
  readonly #wanted: readonly WantedPart[];
  /** Parts of files that are not open any more. */
  readonly #kept = new Map<Int8Part, ArrayBuffer>();
  #open: { readonly file: string; readonly bytes: ArrayBuffer } | null = null;

  constructor(weights: Pick<WeightReader, 'buffer'>, wanted: readonly WantedPart[]) {
    this.#weights = weights;
    this.#wanted = wanted;
  }

  /** Reads a file; of the one before only parts that are still wanted stay. Rejects with what the reader rejects with. */
  async open(file: string): Promise<void> {
    for (const { part, bytes, whileOpen } of this.#wanted)
      if (part.file === this.#open?.file && whileOpen !== part.file)
        this.#kept.set(part, this.#open.bytes.slice(part.offset, part.offset + bytes));
    this.#open = null;
    this.#open = { file, bytes: await this.#weights.buffer(file) };
  }

  bytes(part: Int8Part, count: number): Uint8Array<ArrayBuffer> {
    if (part.file === this.#open?.file) return new Uint8Array(this.#open.bytes, part.offset, count);
    return new Uint8Array(this.#kept.get(part) ?? outOfReach(part), 0, count);
  }

  floats(part: Int8Part, count: number): Float32Array<ArrayBuffer> {
    const { buffer, byteOffset } = this.bytes(part, count * Float32Array.BYTES_PER_ELEMENT);
    return new Float32Array(buffer, byteOffset, count);
  }
}

function outOfReach({ file, offset }: Int8Part): never {
  throw new DesksideError({
    code: 'internal',
    message: `The recipe of this model asks for byte ${offset} of ${file} at a time when that is not read. Remove the model and install it anew.`,
    retryable: false,
  });
}
