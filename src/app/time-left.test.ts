import { describe, expect, it } from 'vitest';
import { secondsLeft } from './time-left';

describe('secondsLeft', () => {
  it('extrapolates the pace so far', () => {
    expect(secondsLeft(1_000, 11_000, 10, 30)).toBe(20);
  });

  it('says nothing before there is a pace, or when all is done', () => {
    expect(secondsLeft(0, 5_000, 1, 30)).toBeNull();
    expect(secondsLeft(0, 5_000, 30, 30)).toBeNull();
  });
});
