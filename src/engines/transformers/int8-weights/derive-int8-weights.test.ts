import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBlockRow } from '../../../../tests/support/block-row';
import { BLOCK, expandRow } from './block-matrix';
import { deriveInt8Weights } from './derive-int8-weights';
import { INT8_RECIPE_FORMAT, readInt8Recipe, type Int8Piece, type Int8Recipe } from './int8-recipe';
import { rotateBlocks } from './rotate';

const PANEL = 4;
const ROWS = 8;
const COLUMNS = 2 * BLOCK;
const ROTATION = 8;
const { signal } = new AbortController();

/** A matrix of `ROWS` output channels at 4 bits: its bytes, and what they stand for. */
function storedMatrix(seed: number) {
  const next = (at: number, limit: number) => (((seed + 3) * (at + 7) * 2654435761) % 4294967291) % limit;
  const codes = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, at) => next(row * COLUMNS + at, 16)),
  );
  const packed = codes.map((row, index) => packBlockRow(row, [7, (index + seed) % 16]));
  const bytes = {
    codes: joined(packed.map((row) => row.codes)),
    zeros: joined(packed.map((row) => row.zeros)),
    scales: Float32Array.from({ length: ROWS * 2 }, (_, at) => 0.01 * (1 + next(at, 9))),
  };
  const matrix = { bits: 4 as const, columns: COLUMNS, blocks: 2, ...bytes };
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const row = new Float32Array(COLUMNS);
    expandRow(matrix, index, row);
    return row;
  });
  return { bytes, rows };
}

/** Files as they are stored: the scales and zeros of the first matrix are in the file before that of its codes. */
function storedModel(first = storedMatrix(1), second = storedMatrix(2)) {
  const gains = Float32Array.from({ length: 2 * COLUMNS }, (_, at) => 0.5 + (at % 5) / 4);
  const part = (file: string, offset: number) => ({ file, offset });
  const a = joined([bytesOf(gains), bytesOf(first.bytes.scales), first.bytes.zeros]);
  const b = joined([first.bytes.codes, bytesOf(second.bytes.scales), second.bytes.zeros, second.bytes.codes]);
  const afterFirst = first.bytes.codes.length;
  const afterScales = afterFirst + ROWS * 2 * 4;
  const shared = { firstRow: 0, rows: ROWS, bits: 4, blocks: 2 } as const;
  const pieces: Int8Piece[] = [
    {
      ...shared,
      path: 'reads',
      codes: part('b', 0),
      scales: part('a', gains.byteLength),
      zeros: part('a', gains.byteLength + ROWS * 2 * 4),
      gain: 1,
      rotateInputs: ROTATION,
    },
    {
      ...shared,
      path: 'adds',
      codes: part('b', afterScales + ROWS),
      scales: part('b', afterFirst),
      zeros: part('b', afterScales),
      rotateOutputs: { from: 0, size: ROTATION },
    },
  ];
  const recipe: Int8Recipe = {
    format: INT8_RECIPE_FORMAT,
    panel: PANEL,
    rowsAtOnce: ROTATION,
    gains: { part: part('a', 0), length: COLUMNS, count: 2 },
    matrices: ['reads', 'adds'].map((path) => ({ path, rows: ROWS, columns: COLUMNS })),
    files: ['a', 'b'],
    pieces,
  };
  const asked: string[] = [];
  const buffer = async (path: string) => {
    asked.push(path);
    return joined([path === 'a' ? a : b]).buffer;
  };
  return { recipe, gains, first, second, asked, weights: { buffer } };
}

/** What a made matrix gives for an input. */
function product(data: Uint8Array<ArrayBuffer>, input: Float32Array): Float32Array {
  const codes = new Int8Array(data.buffer, 0, ROWS * COLUMNS);
  const scales = new Float32Array(data.buffer, ROWS * COLUMNS, ROWS);
  return Float32Array.from(scales, (scale, row) => {
    const lane = row % PANEL;
    return scale * dot(input, (column) => codes[(row - lane) * COLUMNS + column * PANEL + lane] ?? NaN);
  });
}

const input = fc
  .array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: COLUMNS, maxLength: COLUMNS })
  .map((numbers) => Float32Array.from(numbers));

describe('weights made by a recipe', () => {
  it('give for a rotated input what the stored ones, times the gain of their norm, give for the input itself', async () => {
    const { recipe, gains, first, weights } = storedModel();
    const [reads] = await deriveInt8Weights(recipe, weights, signal);
    const gain = gains.subarray(COLUMNS);
    fc.assert(
      fc.property(input, (plain) => {
        const rotated = plain.slice();
        rotateBlocks(rotated, ROTATION);
        const made = product(reads?.data ?? new Uint8Array(), rotated);
        for (const [row, weightsOfRow] of first.rows.entries()) {
          const exact = dot(plain, (column) => (weightsOfRow[column] ?? NaN) * (gain[column] ?? NaN));
          expect(Math.abs((made[row] ?? NaN) - exact)).toBeLessThan(tolerance(plain));
        }
      }),
    );
  });

  it('give rotated outputs where those are added to what is rotated', async () => {
    const { recipe, second, weights } = storedModel();
    const [, adds] = await deriveInt8Weights(recipe, weights, signal);
    fc.assert(
      fc.property(input, (plain) => {
        const made = product(adds?.data ?? new Uint8Array(), plain);
        rotateBlocks(made, ROTATION);
        for (const [row, weightsOfRow] of second.rows.entries()) {
          const exact = dot(plain, (column) => weightsOfRow[column] ?? NaN);
          expect(Math.abs((made[row] ?? NaN) - exact)).toBeLessThan(tolerance(plain));
        }
      }),
    );
  });

  it('read each file once, and have the next one only when the last is done with', async () => {
    const { recipe, weights, asked } = storedModel();
    const made = await deriveInt8Weights(recipe, weights, signal);
    expect(made.map(({ path }) => path)).toEqual(['reads', 'adds']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('stop when they are not wanted any more', async () => {
    const { recipe, weights, asked } = storedModel();
    const abort = new AbortController();
    const buffer = (path: string) => {
      abort.abort();
      return weights.buffer(path);
    };
    await expect(deriveInt8Weights(recipe, { buffer }, abort.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(asked.length).toBeLessThan(3);
  });

  it('are refused when the recipe names rows of a matrix that it does not have', async () => {
    const { recipe, weights } = storedModel();
    const broken = { ...recipe, matrices: recipe.matrices.slice(1) };
    await expect(deriveInt8Weights(broken, weights, signal)).rejects.toMatchObject({
      failure: { code: 'internal', message: expect.stringContaining('“reads”') },
    });
  });
});

describe('a recipe', () => {
  it('of another format is refused with what to do', () => {
    const file = bytesOf(new TextEncoder().encode('{"format":"deskside-int8-9"}')).slice().buffer;
    expect(() => readInt8Recipe(file)).toThrow('Update Deskside');
  });
});

function dot(input: Float32Array, weight: (column: number) => number): number {
  return input.reduce((sum, value, column) => sum + value * weight(column), 0);
}

/** Half a step of 8 bits for each input, of weights that are below 3. */
function tolerance(plain: Float32Array): number {
  return 0.02 * plain.reduce((sum, value) => sum + Math.abs(value), 0) + 0.02;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
