import { expect, it } from 'vitest';
import { isShortOfMemory, pageBytes } from './memory-limits';

it('gives a page half of a machine, and not a byte more', () => {
  expect(pageBytes(4)).toBe(2 * 2 ** 30);
  expect(isShortOfMemory(2 * 2 ** 30, 4)).toBe(false);
  expect(isShortOfMemory(2 * 2 ** 30 + 1, 4)).toBe(true);
});

it('refuses nothing where the browser does not tell the memory, or tells the most that it ever does', () => {
  expect(isShortOfMemory(2 ** 40, null)).toBe(false);
  expect(isShortOfMemory(2 ** 40, 8)).toBe(false);
});
