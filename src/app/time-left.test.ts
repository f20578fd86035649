import { describe, expect, it } from 'vitest';
import { createTimeLeft } from './time-left';

/** What is told after each step of a stage of 1,000 mails, of which each step takes so many seconds for one mail. */
function told(seconds: readonly number[]): (number | null)[] {
  const timeLeft = createTimeLeft();
  let now = 0;
  return seconds.map((taken, index) => timeLeft((now += taken * 1000), index + 1, 1_000));
}

describe('createTimeLeft', () => {
  it('extrapolates the pace so far', () => {
    expect(told(Array<number>(10).fill(2)).at(-1)).toBe(1_980);
  });

  it('does not count what came before the first mail was done, such as a model that was getting ready', () => {
    expect(told([60, 2, 2])).toEqual([null, 1_996, 1_994]);
  });

  it('forgets a lid that was closed for a night', () => {
    const paces = [...Array<number>(100).fill(2), 30_000, ...Array<number>(100).fill(2)];
    expect(told(paces).at(-1)).toBe(1_598);
  });

  it('says nothing before there is a pace, or when all is done', () => {
    const timeLeft = createTimeLeft();
    expect(timeLeft(5_000, 4, 30)).toBeNull();
    expect(timeLeft(9_000, 8, 30)).toBe(22);
    expect(timeLeft(10_000, 30, 30)).toBeNull();
  });
});
