import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atOnce, inTurns, type Steps } from './in-turns';

let clock = 0;
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => clock));
afterEach(() => void vi.restoreAllMocks());

function* count(to: number, msEach: number): Steps<number> {
  for (let step = 0; step < to; step += 1) {
    clock += msEach;
    yield;
  }
  return to;
}

it('gives the page its turn as soon as some milliseconds are over, and comes to the same', async () => {
  let turns = 0;
  vi.stubGlobal('scheduler', { yield: async () => void (turns += 1) });
  expect(await inTurns(count(100, 5))).toBe(100);
  expect(turns).toBe(33);
  turns = 0;
  expect(await inTurns(count(100, 0.01))).toBe(100);
  expect(turns).toBe(0);
  expect(atOnce(count(7, 50))).toBe(7);
  vi.unstubAllGlobals();
});
