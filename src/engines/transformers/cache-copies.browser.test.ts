import { DynamicCache, Tensor } from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, canBeCut, copyBeginning } from './cache-copies';
import { createFakeHeap } from '../../../tests/support/fake-heap';

const anyShape = fc.record({
  heads: fc.integer({ min: 1, max: 4 }),
  positions: fc.integer({ min: 1, max: 9 }),
  size: fc.integer({ min: 1, max: 5 }),
});

const NAMES = ['past_key_values.0.key', 'past_key_values.0.value'];

/** Each value says where it stands. */
function valuesAt(heads: number, positions: number, size: number): Float32Array {
  const value = (head: number, position: number, i: number) => head * 1e4 + position * 100 + i;
  const rows = Array.from({ length: heads }, (_, head) =>
    Array.from({ length: positions }, (_, position) =>
      Array.from({ length: size }, (_, i) => value(head, position, i)),
    ),
  );
  return Float32Array.from(rows.flat(2));
}

function cacheOf(tensor: () => Tensor): DynamicCache {
  return new DynamicCache(Object.fromEntries(NAMES.map((name) => [name, tensor()])));
}

describe('copyBeginning', () => {
  it('copies the first positions of every head', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape, fc.nat(8), async ({ heads, positions, size }, at) => {
        const length = Math.min(positions, at + 1);
        const data = valuesAt(heads, positions, size);
        const copy = await copyBeginning(
          cacheOf(() => new Tensor('float32', data, [1, heads, positions, size])),
          length,
        );
        for (const name of NAMES) {
          const tensor = copy[name as keyof DynamicCache] as unknown as Tensor;
          expect(tensor.dims).toEqual([1, heads, length, size]);
          expect(tensor.data).toEqual(valuesAt(heads, length, size));
        }
      }),
    );
  });

  it('copies within the memory of the runtime, and gives back what it took', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape, fc.nat(8), async ({ heads, positions, size }, at) => {
        const length = Math.min(positions, at + 1);
        const heap = createFakeHeap();
        const copy = await copyBeginning(
          cacheOf(() => heap.tensorOf(valuesAt(heads, positions, size), [1, heads, positions, size])),
          length,
        );
        for (const name of NAMES) {
          const tensor = copy[name as keyof DynamicCache] as unknown as Tensor;
          expect(tensor.dims).toEqual([1, heads, length, size]);
          expect(heap.read(tensor)).toEqual(valuesAt(heads, length, size));
        }
        const held = heap.blocks();
        await copy.dispose();
        expect(held - heap.blocks()).toBe(NAMES.length);
      }),
    );
  });

  it('keeps nothing when memory runs out in the middle', async () => {
    const heap = createFakeHeap();
    const values = cacheOf(() => heap.tensorOf(valuesAt(2, 4, 3), [1, 2, 4, 3]));
    const held = heap.blocks();
    heap.failAfter(1);
    await expect(copyBeginning(values, 2)).rejects.toThrow('out of memory');
    expect(heap.blocks()).toBe(held);
  });
});

describe('what is known of a cache', () => {
  it('is its size', () => {
    expect(bytesOf(cacheOf(() => new Tensor('float32', valuesAt(2, 4, 3), [1, 2, 4, 3])))).toBe(2 * 96);
  });

  it('is that running states have no positions to cut at', () => {
    const state = new Tensor('float32', new Float32Array(6), [1, 2, 3]);
    expect(canBeCut(cacheOf(() => new Tensor('float32', valuesAt(1, 2, 2), [1, 1, 2, 2])))).toBe(true);
    expect(canBeCut(new DynamicCache({ 'past_conv.0': state }))).toBe(false);
  });
});
