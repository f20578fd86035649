import { describe, expect, it } from 'vitest';
import { passOn } from './passing-bytes';

const file = (path: string, ...bytes: number[]) => ({ path, data: Uint8Array.from(bytes) });

describe('bytes that are passed on', () => {
  it('can be read part by part, in any order', () => {
    const [first, second] = passOn([file('first', 1, 2, 3, 4), file('second', 5, 6)]);
    expect(Array.from(first?.data.subarray(2, 4) ?? [])).toEqual([3, 4]);
    expect(Array.from(second?.data.subarray(0, 1) ?? [])).toEqual([5]);
    expect(Array.from(first?.data.subarray(0, 2) ?? [])).toEqual([1, 2]);
    expect(Array.from(second?.data.subarray(1, 2) ?? [])).toEqual([6]);
  });

  it('give their memory back once all of them was read and something else is asked for', () => {
    const [first, second] = passOn([file('first', 1, 2, 3), file('second', 4, 5)]);
    const buffers = [first?.data.buffer, second?.data.buffer];
    const held = () => buffers.map((buffer) => buffer?.byteLength);
    first?.data.subarray(0, 2);
    second?.data.subarray(0, 1);
    expect(held()).toEqual([3, 2]);
    const last = first?.data.subarray(2, 3);
    expect(held()).toEqual([3, 2]);
    expect(last?.[0]).toBe(3);
    second?.data.subarray(1, 2);
    expect(held()).toEqual([0, 2]);
  });

  it('can be copied like any others', () => {
    const [only] = passOn([file('only', 7, 8, 9)]);
    expect(Array.from(only?.data.slice(1) ?? [])).toEqual([8, 9]);
  });
});
