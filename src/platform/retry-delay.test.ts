import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-delay';

const NOW = Date.parse('2026-11-27T09:00:00Z');

describe('how long to wait', () => {
  it.each([
    [null, null],
    ['7', 7_000],
    ['0', 0],
    ['Fri, 27 Nov 2026 09:01:00 GMT', 60_000],
    ['Fri, 27 Nov 2026 08:00:00 GMT', 0],
    ['9999999', 24 * 3_600_000],
    ['soon', null],
  ])('reads %s as %s', (written, ms) => {
    expect(retryAfterMs(written, NOW)).toBe(ms);
  });
});
