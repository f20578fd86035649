import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBlockRow } from '../../../../tests/support/block-row';
import { BLOCK, expandRow, type BlockMatrix } from './block-matrix';

const halfByte = fc.integer({ min: 0, max: 15 });
const scale = fc.float({ min: Math.fround(0.001), max: 2, noNaN: true });
const times = <T>(arbitrary: fc.Arbitrary<T>, count: number) =>
  fc.array(arbitrary, { minLength: count, maxLength: count });

/** A row of `inputs` blocks and as many more as its remainder takes. */
const row = fc
  .record({ inputs: fc.integer({ min: 1, max: 40 }), remainder: fc.boolean() })
  .chain(({ inputs, remainder }) => {
    const blocks = inputs + (remainder ? Math.ceil(inputs / BLOCK) : 0);
    return fc.record({
      inputs: fc.constant(inputs),
      codes: times(halfByte, blocks * BLOCK),
      scales: times(scale, blocks),
      zeros: times(halfByte, blocks),
    });
  });

describe('a row of 4-bit blocks', () => {
  it('gives what the graph computes from its columns and its block sums', () => {
    fc.assert(
      fc.property(row, fc.integer({ min: 0, max: 2 }), ({ inputs, codes, scales, zeros }, index) => {
        const columns = inputs * BLOCK;
        const blocks = scales.length;
        const packed = packBlockRow(codes, zeros);
        const matrix: BlockMatrix = {
          bits: 4,
          columns,
          blocks,
          codes: atRow(index, packed.codes, Uint8Array),
          scales: atRow(index, Float32Array.from(scales), Float32Array),
          zeros: atRow(index, packed.zeros, Uint8Array),
        };
        const expanded = new Float32Array(columns);
        expandRow(matrix, index, expanded);

        const real = codes.map(
          (code, at) => (code - (zeros[Math.floor(at / BLOCK)] ?? 0)) * (scales[Math.floor(at / BLOCK)] ?? 0),
        );
        const digits = real.slice(columns);
        for (let at = 0; at < columns; at++) {
          const block = Math.floor(at / BLOCK);
          const offset = (digits[block] ?? 0) + (digits[inputs + block] ?? 0) / 14;
          expect(expanded[at]).toBeCloseTo((real[at] ?? 0) + offset, 4);
        }
      }),
    );
  });
});

describe('a row of 8-bit blocks', () => {
  it('has its zero at 128', () => {
    const codes = Uint8Array.from({ length: 2 * 2 * BLOCK }, (_, at) => (at * 37) % 256);
    const matrix: BlockMatrix = {
      bits: 8,
      columns: 2 * BLOCK,
      blocks: 2,
      codes,
      scales: Float32Array.of(9, 9, 0.5, 2),
      zeros: new Uint8Array(),
    };
    const expanded = new Float32Array(2 * BLOCK);
    expandRow(matrix, 1, expanded);
    const own = Array.from(codes.subarray(2 * BLOCK));
    expect(Array.from(expanded)).toEqual(own.map((code, at) => (code - 128) * (at < BLOCK ? 0.5 : 2)));
  });
});

/** A matrix with the row at `index`, the others nothing. */
function atRow<T extends Uint8Array | Float32Array>(
  index: number,
  row: T,
  type: new (length: number) => T,
): T {
  const rows = new type(3 * row.length);
  rows.set(row, index * row.length);
  return rows;
}
