/** Unit vectors as rows of one matrix of bytes, compared by brute force: for tens of thousands of rows no index is faster to keep. */
export interface VectorMatrix {
  /** Stores a vector as `packVector` gave it; throws a `RangeError` for other dimensions than the first had. */
  setPacked(row: number, packed: Int8Array): void;
  /** Not a copy; null for a row without a vector. */
  packed(row: number): Int8Array | null;
  /** Cosine similarity of each row to a packed vector; rows without a vector have `NaN`. */
  similarities(wanted: Int8Array): Float32Array;
}

const LARGEST = 127;

/** A vector in a byte for each dimension, scaled so that its largest number just fits; only its direction is kept. */
export function packVector(vector: Float32Array): Int8Array {
  const packed = new Int8Array(vector.length);
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? LARGEST / largest : 0;
  for (let i = 0; i < vector.length; i += 1) packed[i] = Math.round((vector[i] ?? 0) * scale);
  return packed;
}

/** @param rows for so many; there is room for them from the first vector on */
export function createVectorMatrix(rows: number): VectorMatrix {
  let dimensions = 0;
  let values = new Int8Array(0);
  /** Lengths of the rows; 0 where there is none. */
  let lengths = new Float32Array(0);

  return {
    setPacked(row, packed) {
      if (dimensions === 0) {
        dimensions = packed.length;
        values = new Int8Array(rows * dimensions);
        lengths = new Float32Array(rows);
      }
      if (packed.length !== dimensions)
        throw new RangeError(
          `A vector of ${packed.length} dimensions does not go with ones of ${dimensions}.`,
        );
      values.set(packed, row * dimensions);
      lengths[row] = Math.sqrt(packedDot(packed, 0, packed));
    },
    packed: (row) =>
      (lengths[row] ?? 0) > 0 ? values.subarray(row * dimensions, (row + 1) * dimensions) : null,
    similarities(wanted) {
      const found = new Float32Array(rows).fill(NaN);
      if (wanted.length !== dimensions) return found;
      const wantedLength = Math.sqrt(packedDot(wanted, 0, wanted));
      for (let row = 0; row < lengths.length; row += 1) {
        const length = lengths[row] as number;
        if (length > 0) found[row] = packedDot(values, row * dimensions, wanted) / (length * wantedLength);
      }
      return found;
    },
  };
}

/** Four sums at a time: the processor does them side by side. */
function packedDot(values: Int8Array, offset: number, wanted: Int8Array): number {
  const { length } = wanted;
  const whole = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    const at = offset + i;
    a += (values[at] as number) * (wanted[i] as number);
    b += (values[at + 1] as number) * (wanted[i + 1] as number);
    c += (values[at + 2] as number) * (wanted[i + 2] as number);
    d += (values[at + 3] as number) * (wanted[i + 3] as number);
  }
  for (let i = whole; i < length; i += 1) a += (values[offset + i] as number) * (wanted[i] as number);
  return a + b + c + d;
}
