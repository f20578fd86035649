import { describe, expect, it } from 'vitest';
import { findDeadlines, localTimeOf, readingTime } from './deadlines';

const EVENING = 'Mon, 12 Oct 2026 20:00:00 +0200';
const NOON = 'Mon, 12 Oct 2026 12:00:00 +0200';

function hoursOf(sentence: string, sent = EVENING): number | undefined {
  return findDeadlines([sentence], sent)[0]?.hours;
}

describe('findDeadlines', () => {
  it.each([
    ['I need it by 10:00.', 1.5],
    ['Please tell me tomorrow before 9 am.', 0.5],
    ['The bank closes at noon on Tuesday.', 3.5],
    ['Due on 16 October, 18:00.', 3 * 24 + 9.5],
    ['Bitte bis morgen um 10 Uhr.', 1.5],
    ['The list goes out at half past, so by Tuesday 10.30 please.', 2],
  ])('counts "%s" from the morning it is read', (sentence, hours) => {
    expect(hoursOf(sentence)).toBeCloseTo(hours, 5);
  });

  it('counts from the moment a mail of the working day is sent', () => {
    expect(hoursOf('Answer by 15:00 please.', NOON)).toBeCloseTo(3);
    expect(hoursOf('I am leaving within 2 hours.', NOON)).toBeCloseTo(2);
  });

  it('does not take a time that has passed for a deadline', () => {
    expect(hoursOf('We were out by 10:10.', NOON)).toBeUndefined();
  });

  it('takes a date early in the year for the coming one', () => {
    expect(hoursOf('The lease ends on 1 March.')).toBeGreaterThan(24 * 100);
  });

  it('sorts the soonest first and quotes the words', () => {
    const found = findDeadlines(['Sign by Friday.', 'But call me before 9:15 tomorrow.'], EVENING);
    expect(found.map(({ hours }) => hours)).toEqual(
      [...found.map(({ hours }) => hours)].sort((a, b) => a - b),
    );
    expect(found.at(-1)?.quote).toBe('by Friday');
  });

  it('finds none without a readable date header, and none where no time is named', () => {
    expect(findDeadlines(['By 10:00.'], 'soon')).toEqual([]);
    expect(findDeadlines(['Nothing presses here.'], EVENING)).toEqual([]);
  });
});

describe('readingTime', () => {
  it.each([
    ['Mon, 12 Oct 2026 23:30:00 +0200', 'Tue, 13 Oct 2026 08:30:00 +0200'],
    ['Tue, 13 Oct 2026 03:05:49 +0200', 'Tue, 13 Oct 2026 08:30:00 +0200'],
    ['Tue, 13 Oct 2026 11:00:00 +0200', 'Tue, 13 Oct 2026 11:00:00 +0200'],
  ])('reads mail of %s at %s', (sent, read) => {
    expect(Math.round((readingTime(localTimeOf(sent) ?? 0) - (localTimeOf(read) ?? 0)) / 60_000)).toBe(0);
  });
});
