import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systematicSample } from './own-verdicts';

it('draws as many different mails as asked, in order and spread over all of them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (count, size, chance) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const sample = systematicSample(items, size, () => chance);
        expect(sample).toHaveLength(Math.min(size, count));
        expect(new Set(sample).size).toBe(sample.length);
        const gaps = sample.slice(1).map((item, index) => item - (sample[index] ?? 0));
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(Math.ceil(count / size));
      },
    ),
  );
});
