/** One row of the block format of `MatMulNBits` at 4 bits: two codes in a byte, the first in the lower half; the same with the zero points of the blocks. */
export function packBlockRow(
  codes: readonly number[],
  zeros: readonly number[],
): { readonly codes: Uint8Array<ArrayBuffer>; readonly zeros: Uint8Array<ArrayBuffer> } {
  return { codes: packHalfBytes(codes), zeros: packHalfBytes(zeros) };
}

function packHalfBytes(values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: Math.ceil(values.length / 2) },
    (_, at) => (values[2 * at] ?? 0) | ((values[2 * at + 1] ?? 0) << 4),
  );
}
