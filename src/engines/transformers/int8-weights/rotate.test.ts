import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotateBlocks } from './rotate';

const size = fc.constantFrom(2, 4, 8, 32);
const values = (count: number) =>
  fc
    .array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: count, maxLength: count })
    .map((numbers) => Float32Array.from(numbers));

describe('a rotation of blocks', () => {
  it('is its own inverse and leaves lengths as they are', () => {
    const blocks = size.chain((each) => fc.tuple(fc.constant(each), values(3 * each)));
    fc.assert(
      fc.property(blocks, ([each, before]) => {
        const rotated = before.slice();
        rotateBlocks(rotated, each);
        expect(lengthOf(rotated)).toBeCloseTo(lengthOf(before), 2);
        rotateBlocks(rotated, each);
        expectClose(rotated, before);
      }),
    );
  });

  it('spreads one number over its block and over no other', () => {
    const numbers = new Float32Array(12);
    numbers[5] = 8;
    rotateBlocks(numbers, 4);
    expect(Array.from(numbers, Math.abs)).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 0]);
  });

  it('rotates columns when neighbours are a row apart', () => {
    const matrix = size.chain((rows) =>
      fc
        .integer({ min: 1, max: 5 })
        .chain((columns) => fc.tuple(fc.constant({ rows, columns }), values(rows * columns))),
    );
    fc.assert(
      fc.property(matrix, ([{ rows, columns }, before]) => {
        const rotated = before.slice();
        rotateBlocks(rotated, rows, columns);
        for (let column = 0; column < columns; column++) {
          const inOwnRow = before.filter((_, at) => at % columns === column);
          rotateBlocks(inOwnRow, rows);
          expectClose(
            rotated.filter((_, at) => at % columns === column),
            inOwnRow,
          );
        }
      }),
    );
  });
});

function lengthOf(numbers: Float32Array): number {
  return Math.hypot(...numbers);
}

function expectClose(numbers: Float32Array, expected: Float32Array): void {
  for (const [at, value] of expected.entries()) expect(numbers[at]).toBeCloseTo(value, 3);
}
