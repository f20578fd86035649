import { describe, expect, it } from 'vitest';
import { LABEL_TUNING } from './label-tuning';
import { sharpnessBy } from './sharpness-by';

const rows = (count: number, right: number): number[][] =>
  Array.from({ length: count }, (_, i) => (i < right ? [0.6, 0] : [0, 0.6]));

describe('sharpnessBy', () => {
  it('is as sharp as usual where words and groups say the same', () => {
    expect(sharpnessBy(rows(100, 100), rows(100, 100))).toBe(LABEL_TUNING.sharpness);
  });

  it('makes it no surer than words and groups agree', () => {
    const groups = rows(400, 400);
    const sharpness = sharpnessBy(rows(400, 260), groups);
    const confidence = 1 / (1 + Math.exp(-0.6 * sharpness));
    expect(confidence).toBeGreaterThan(0.6);
    expect(confidence).toBeLessThan(0.7);
  });

  it('does not judge by a handful of texts', () => {
    const few = sharpnessBy(rows(2, 1), rows(2, 2));
    const many = sharpnessBy(rows(200, 100), rows(200, 200));
    expect(few).toBeGreaterThan(2 * many);
  });
});
