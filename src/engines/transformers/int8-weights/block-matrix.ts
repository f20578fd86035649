/** Weights in one block of a row, which share a scale and a zero point. */
export const BLOCK = 32;
/** What the second digit of a block's remainder counts, in units of the first. */
const SECOND_DIGIT = Math.fround(1 / 14);

/**
 * A matrix in the block format of ONNX Runtime's `MatMulNBits`: one row an output channel, each block of 32 inputs with a scale and, at
 * 4 bits, a zero point; at 8 bits the zero point is 128. At 4 bits more columns may follow those of the inputs: the
 * remainder of each block's zero point, in two digits, which the graph multiplies with the sum of the block's inputs (the second one for
 * as many blocks as there is room for).
 */
export interface BlockMatrix {
  readonly bits: 4 | 8;
  /** Input channels, a multiple of 32. */
  readonly columns: number;
  /** Row by row; at 4 bits two in a byte, the first in the lower half. */
  readonly codes: Uint8Array;
  /** Of each block of each row. */
  readonly scales: Float32Array;
  /** As the codes, of each block; each row begins with a byte of its own. Empty at 8 bits. */
  readonly zeros: Uint8Array;
  /** Blocks in a row, with those of the remainder. */
  readonly blocks: number;
}

/** Writes one row as real numbers into `row`. */
export function expandRow(matrix: BlockMatrix, index: number, row: Float32Array): void {
  if (matrix.bits === 8) expandBytes(matrix, index, row);
  else expandHalfBytes(matrix, index, row);
}

function expandBytes(
  { codes, scales, columns, blocks }: BlockMatrix,
  index: number,
  row: Float32Array,
): void {
  for (let block = 0; block < blocks; block++) {
    const scale = scales[index * blocks + block] ?? 0;
    const start = block * BLOCK;
    for (let column = start; column < start + BLOCK; column++)
      row[column] = ((codes[index * columns + column] ?? 0) - 128) * scale;
  }
}

function expandHalfBytes(matrix: BlockMatrix, index: number, row: Float32Array): void {
  const { codes, scales, columns, blocks } = matrix;
  const inputBlocks = columns / BLOCK;
  for (let block = 0; block < inputBlocks; block++) {
    const scale = scales[index * blocks + block] ?? 0;
    const base = remainderOf(matrix, index, block) - zeroOf(matrix, index, block) * scale;
    const start = block * BLOCK;
    const first = ((index * blocks + block) * BLOCK) / 2;
    for (let pair = 0; pair < BLOCK / 2; pair++) {
      const code = codes[first + pair] ?? 0;
      row[start + 2 * pair] = (code & 15) * scale + base;
      row[start + 2 * pair + 1] = (code >> 4) * scale + base;
    }
  }
}

/** What is added to each weight of a block. */
function remainderOf(matrix: BlockMatrix, index: number, block: number): number {
  const inputBlocks = matrix.columns / BLOCK;
  const digits = (matrix.blocks - inputBlocks) * BLOCK;
  if (block >= digits) return 0;
  const first = weightAt(matrix, index, matrix.columns + block);
  const second = inputBlocks + block;
  return second < digits ? first + weightAt(matrix, index, matrix.columns + second) * SECOND_DIGIT : first;
}

function weightAt(matrix: BlockMatrix, index: number, column: number): number {
  const { codes, scales, blocks } = matrix;
  const code = halfByte(codes, index * blocks * BLOCK + column);
  const block = Math.floor(column / BLOCK);
  return (code - zeroOf(matrix, index, block)) * (scales[index * blocks + block] ?? 0);
}

function zeroOf({ zeros, blocks }: BlockMatrix, index: number, block: number): number {
  return halfByte(zeros, index * 2 * Math.ceil(blocks / 2) + block);
}

function halfByte(bytes: Uint8Array, index: number): number {
  const byte = bytes[index >> 1] ?? 0;
  return (index & 1) === 0 ? byte & 15 : byte >> 4;
}
