import fc from 'fast-check';
import { expect, it } from 'vitest';
import { delayAfter, DOWNLOAD_PATIENCE, retryAfterMs } from './download-patience';

it('waits longer after each failure, never over the limit and never less than half of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, chance) => {
        const { firstDelayMs, mostDelayMs } = DOWNLOAD_PATIENCE;
        const delay = delayAfter(failures, DOWNLOAD_PATIENCE, () => chance);
        const full = Math.min(mostDelayMs, firstDelayMs * 2 ** (failures - 1));
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(full);
      },
    ),
  );
});

it.each([
  ['3', 3_000],
  [' 0 ', 0],
  ['Thu, 26 Nov 2026 12:00:05 GMT', 5_000],
  ['Thu, 26 Nov 2026 11:00:00 GMT', 0],
  ['soon', 0],
  ['-4', 0],
  ['86400', 600_000],
  [null, 0],
])('reads Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, Date.UTC(2026, 10, 26, 12))).toBe(expected);
});
