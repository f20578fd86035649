import { describe, expect, it } from 'vitest';
import { spanScore, spansWithout } from './span-metrics';

const person = (text: string) => ({ type: 'person', text });
const phone = (text: string) => ({ type: 'phone', text });

describe('spanScore', () => {
  it('sums over texts before it divides', () => {
    const score = spanScore([
      { expected: [person('Ada'), phone('12 34')], found: [person('Ada'), person('Bo'), phone('12 34')] },
      { expected: [person('Cy'), person('Di')], found: [] },
    ]);
    // 2 of 3 found are labelled, 2 of 4 labelled are found.
    expect(score.precision).toBeCloseTo(2 / 3);
    expect(score.recall).toBeCloseTo(2 / 4);
    expect(score.f1).toBeCloseTo(4 / 7);
    expect(score.recallByType).toEqual({ person: 1 / 3, phone: 1 });
  });

  it('takes the same text of another type for a miss and a false find', () => {
    const score = spanScore([{ expected: [phone('1234')], found: [{ type: 'card', text: '1234' }] }]);
    expect(score).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  it('counts what occurs several times once, and heeds no line break inside', () => {
    const score = spanScore([
      { expected: [person('Ada Lovelace')], found: [person('Ada\nLovelace'), person('Ada Lovelace')] },
    ]);
    expect(score).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });
});

describe('spansWithout', () => {
  it('tells what was missed, each once', () => {
    expect(spansWithout([person('Ada'), person('Ada'), phone('1')], [phone('1')])).toEqual([person('Ada')]);
  });
});
