import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByLabel } from './split-by-label';
import { ticketMetrics } from './ticket-score';

describe('splitByLabel', () => {
  const items = fc.array(
    fc.constantFrom('a', 'b', 'c').map((label) => ({ label })),
    { maxLength: 60 },
  );

  it('puts every item on one side, never more examples than asked for nor more than half of a label', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 10 }), fc.integer(), (tickets, examples, seed) => {
        const { training, test } = splitByLabel(tickets, examples, seed);
        expect([...training, ...test].sort((a, b) => a - b)).toEqual(tickets.map((_, index) => index));
        for (const label of ['a', 'b', 'c']) {
          const own = tickets.filter((ticket) => ticket.label === label).length;
          const taken = training.filter((index) => tickets[index]?.label === label).length;
          expect(taken).toBe(Math.min(examples, Math.floor(own / 2)));
        }
      }),
    );
  });

  it('is the same for a seed and another for another', () => {
    const tickets = Array.from({ length: 40 }, (_, index) => ({ label: index % 2 === 0 ? 'a' : 'b' }));
    expect(splitByLabel(tickets, 5, 1)).toEqual(splitByLabel(tickets, 5, 1));
    expect(splitByLabel(tickets, 5, 1)).not.toEqual(splitByLabel(tickets, 5, 2));
  });
});

describe('ticketMetrics', () => {
  it('averages over splits, and scores without examples over all', () => {
    const said = (label: string, seed: number) => ({ said: label, seed, confidence: 1, reasons: [] });
    const metrics = ticketMetrics(
      [
        { expected: 'a', zeroShot: 'a', few: [said('a', 1), said('b', 2)] },
        { expected: 'b', zeroShot: 'a', few: [said('b', 1)] },
        { expected: 'b', zeroShot: 'b', few: [said('b', 2)] },
      ],
      ['a', 'b'],
    );
    // Split 1 is all right; split 2 has b for a and b for b: accuracy 1/2, F1 of b 2/3.
    expect(metrics.accuracy).toBeCloseTo(3 / 4);
    expect(metrics.macroF1).toBeCloseTo((1 + 1 / 3) / 2);
    expect(metrics.ece).toBeCloseTo(0.25);
    // a: precision 1/2, recall 1; b: precision 1, recall 1/2.
    expect(metrics.zeroShotMacroF1).toBeCloseTo(2 / 3);
  });
});
