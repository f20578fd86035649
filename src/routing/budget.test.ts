import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetBar, budgetState } from './budget';

const NOON = new Date(2026, 10, 26, 12).getTime();
const DAY = 86_400_000;
const POLICY = { limits: { requestMicros: 1000, dayMicros: 3000, monthMicros: 10_000 }, warnFrom: 0.8 };

describe('a budget', () => {
  it('counts the day and the month of the calendar', () => {
    const spending = [
      { at: NOON, micros: 500 },
      { at: NOON - DAY, micros: 700 },
      { at: NOON - 30 * DAY, micros: 9000 },
    ];
    expect(budgetState(spending, POLICY, NOON)).toEqual({
      dayMicros: 500,
      monthMicros: 1200,
      leftMicros: 1000,
      warning: null,
    });
  });

  it('warns before it stops', () => {
    const at = (micros: number) => budgetState([{ at: NOON, micros }], POLICY, NOON);
    expect(at(2300).warning).toBeNull();
    expect(at(2400).warning).toMatch(/today is spent/u);
    expect(at(3000).warning).toMatch(/today is used up/u);
    expect(budgetBar(1, at(3000), POLICY)).toMatch(/left today/u);
    expect(budgetBar(null, at(0), POLICY)).toMatch(/Nobody knows/u);
  });

  it('is never passed by requests that it lets through, whatever they cost', () => {
    const requests = fc.array(fc.record({ after: fc.nat(DAY), worst: fc.nat(1500) }), { maxLength: 60 });
    fc.assert(
      fc.property(requests, (wanted) => {
        const spending: { at: number; micros: number }[] = [];
        let now = NOON;
        for (const { after, worst } of wanted) {
          now += after;
          const bar = budgetBar(worst, budgetState(spending, POLICY, now), POLICY);
          if (bar === null) spending.push({ at: now, micros: worst });
          const { dayMicros, monthMicros } = budgetState(spending, POLICY, now);
          expect(dayMicros).toBeLessThanOrEqual(POLICY.limits.dayMicros);
          expect(monthMicros).toBeLessThanOrEqual(POLICY.limits.monthMicros);
          if (worst > POLICY.limits.requestMicros) expect(bar).not.toBeNull();
        }
      }),
    );
  });
});
