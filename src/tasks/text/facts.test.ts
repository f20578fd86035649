import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { findFacts } from './facts';

const found = (text: string) => findFacts(text).map((fact) => `${fact.kind}: ${fact.text}`);

describe('findFacts', () => {
  it.each([
    ['Invoice NL-88213 for build #18833 of INC-2291', ['name: NL-88213', 'number: #18833', 'name: INC-2291']],
    ['3 of 1,204 failed, 64% in 6 weeks', ['number: 3 of 1,204', 'number: 64%', 'number: 6']],
    ['by Fri 23 October 2026, 17:00 sharp', ['date: Fri 23 October 2026', 'time: 17:00']],
    ['on 2026-10-13 or 13/10 or Oct 14th', ['date: 2026-10-13', 'date: 13/10', 'date: Oct 14th']],
    ['on Thursday or tomorrow at 5pm, in Q3', ['date: Thursday', 'date: tomorrow', 'time: 5pm', 'date: Q3']],
    [
      '€15,000, EUR 318.45, 2.150 € and 900 pounds',
      ['amount: €15,000', 'amount: EUR 318.45', 'amount: 2.150 €', 'amount: 900 pounds'],
    ],
    [
      'write to a.lis@ports.example, see https://x.example/q?u=1, come to 12 High Street',
      ['address: a.lis@ports.example', 'address: https://x.example/q?u=1', 'address: 12 High Street'],
    ],
    [
      'we met Sanne de Wit and Kwame from Pellow & Marsh',
      ['name: Sanne de Wit', 'name: Kwame', 'name: Pellow & Marsh'],
    ],
    ['Please wait. Would two do?', ['number: two']],
    ['a 50-minute talk', ['number: 50']],
    // A week of the month, and not its fourth day.
    ['delivery in week 4 of January', ['number: 4', 'date: January']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('gives exact offsets without overlaps', () => {
    const text = 'Kestrel QBR Q3 on Thu 22 Oct 2026, 14:00 - 15:30, costs €1,839.00.';
    let at = 0;
    for (const fact of findFacts(text)) {
      expect(text.slice(fact.start, fact.end)).toBe(fact.text);
      expect(fact.start).toBeGreaterThanOrEqual(at);
      at = fact.end;
    }
    expect(at).toBeGreaterThan(0);
  });

  it.each(['a', 'a/', 'a-1.', '1,', '1 ', 'Aa ', '@', 'a.b', 'A.', 'www.', '+1', '1:', 'two-'])(
    'takes time in proportion to the length of “%s” without end',
    (repeated) => {
      expect(slowdown((length) => findFacts(repeated.repeat(length / repeated.length)), 3_000)).toBeLessThan(
        4,
      );
    },
  );
});
