import { CANCELLED, DesksideError } from '../../../contracts/failure';
import type { WeightReader } from '../../../contracts/model';
import { nextTask } from '../../next-task';
import { BLOCK, expandRow, type BlockMatrix } from './block-matrix';
import { writePanels, type Int8Panels } from './int8-panels';
import type { Int8Matrix, Int8Piece, Int8Recipe } from './int8-recipe';
import { rotateBlocks } from './rotate';
import { StoredParts, type WantedPart } from './stored-parts';

/** A file that a graph keeps tensors in, as ONNX Runtime takes it. */
export interface ExternalData {
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * Makes the weights that a recipe describes. No more than one stored file is in memory at a time. Rotating the inputs of a matrix, and what
 * produces them, by the same matrix changes nothing in exact numbers, but spreads the few large activations beside which 8 bits
 * could not hold the small ones (QuaRot, arXiv 2404.00456). Rejects with `cancelled`, and with what the reader rejects with.
 */
export async function deriveInt8Weights(
  recipe: Int8Recipe,
  weights: Pick<WeightReader, 'buffer'>,
  signal: AbortSignal,
): Promise<ExternalData[]> {
  const targets = new Map(recipe.matrices.map((matrix) => [matrix.path, emptyMatrix(matrix, recipe.panel)]));
  const parts = new StoredParts(weights, wantedParts(recipe));
  for (const file of recipe.files) {
    await parts.open(file);
    for (const piece of recipe.pieces.filter(({ codes }) => codes.file === file)) {
      await nextTask();
      if (signal.aborted) throw new DesksideError(CANCELLED);
      makePiece(piece, parts, recipe, targets.get(piece.path) ?? unknownMatrix(piece));
    }
  }
  return [...targets].map(([path, { data }]) => ({ path, data }));
}

function wantedParts({ pieces, gains }: Int8Recipe): WantedPart[] {
  const ofPieces = pieces.flatMap(({ rows, blocks, codes, scales, zeros }) => [
    { part: scales, bytes: rows * blocks * Float32Array.BYTES_PER_ELEMENT, whileOpen: codes.file },
    ...(zeros ? [{ part: zeros, bytes: zeroBytes(rows, blocks), whileOpen: codes.file }] : []),
  ]);
  const bytes = gains.count * gains.length * Float32Array.BYTES_PER_ELEMENT;
  return [...ofPieces, { part: gains.part, bytes, whileOpen: null }];
}

interface Int8Target extends Int8Panels {
  readonly columns: number;
  /** Codes and scales in one. */
  readonly data: Uint8Array<ArrayBuffer>;
}

function emptyMatrix({ rows, columns }: Int8Matrix, panel: number): Int8Target {
  const data = new Uint8Array(rows * columns + rows * Float32Array.BYTES_PER_ELEMENT);
  return {
    columns,
    panel,
    data,
    codes: new Int8Array(data.buffer, 0, rows * columns),
    scales: new Float32Array(data.buffer, rows * columns, rows),
  };
}

function makePiece(piece: Int8Piece, parts: StoredParts, recipe: Int8Recipe, target: Int8Target): void {
  const { rowsAtOnce } = recipe;
  const { columns } = target;
  const matrix = readBlockMatrix(piece, parts, columns);
  const gain = piece.gain === undefined ? null : readGain(piece.gain, parts, recipe);
  const rows = new Float32Array(rowsAtOnce * columns);
  for (let first = 0; first < piece.rows; first += rowsAtOnce) {
    for (let row = 0; row < rowsAtOnce; row++) {
      const values = rows.subarray(row * columns, (row + 1) * columns);
      expandRow(matrix, first + row, values);
      if (gain) multiply(values, gain);
    }
    if (piece.rotateInputs) rotateBlocks(rows, piece.rotateInputs);
    if (piece.rotateOutputs && first >= piece.rotateOutputs.from)
      rotateBlocks(rows, piece.rotateOutputs.size, columns);
    writePanels(target, piece.firstRow + first, rows, rowsAtOnce);
  }
}

function readBlockMatrix(piece: Int8Piece, parts: StoredParts, columns: number): BlockMatrix {
  const { rows, blocks, bits, codes, scales, zeros } = piece;
  return {
    bits,
    columns,
    blocks,
    codes: parts.bytes(codes, (rows * blocks * BLOCK * bits) / 8),
    scales: parts.floats(scales, rows * blocks),
    zeros: zeros ? parts.bytes(zeros, zeroBytes(rows, blocks)) : new Uint8Array(),
  };
}

function zeroBytes(rows: number, blocks: number): number {
  return rows * Math.ceil(blocks / 2);
}

function readGain(
  index: number,
  parts: StoredParts,
  { gains: { part, count, length } }: Int8Recipe,
): Float32Array {
  return parts.floats(part, count * length).subarray(index * length, (index + 1) * length);
}

function multiply(values: Float32Array, factors: Float32Array): void {
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * (factors[at] ?? 0);
}

function unknownMatrix({ path }: Int8Piece): never {
  throw new DesksideError({
    code: 'internal',
    message: `The model's recipe has rows of a matrix “${path}” that it does not name. Remove the model and install it anew.`,
    retryable: false,
  });
}
