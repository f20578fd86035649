import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import list from '../../src/providers/prices.json' with { type: 'json' };
import { costMicros, priceOf, type PriceList } from '../../src/providers/prices.ts';
import { mostPromptTokens } from '../../src/providers/prompt-limit.ts';
import { UsageMeter } from './token-count.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const PRICES: PriceList = {
  asOf: '2026-11-26',
  perMillionTokens: {
    'p/banded': [
      { promptsUpTo: 1000, input: 1, output: 2 },
      { input: 10, output: 20 },
    ],
    'p/limited': [{ until: '2026-12-31', input: 1, output: 2 }],
  },
};

describe('a price', () => {
  it('depends on the length of the prompt where the provider’s does', () => {
    expect(priceOf(PRICES, 'p/banded', 1000, NOW)).toEqual({ input: 1, output: 2 });
    expect(priceOf(PRICES, 'p/banded', 1001, NOW)).toEqual({ input: 10, output: 20 });
  });

  it('is unknown after its last day', () => {
    expect(priceOf(PRICES, 'p/limited', 1, Date.parse('2026-12-31T23:59:59Z'))).not.toBeNull();
    expect(priceOf(PRICES, 'p/limited', 1, Date.parse('2027-01-01T00:00:00Z'))).toBeNull();
  });

  it('is unknown for a model that is not in the list, or is named like a part of every object', () => {
    expect(priceOf(PRICES, 'p/other', 1, NOW)).toBeNull();
    expect(priceOf(PRICES, 'constructor', 1, NOW)).toBeNull();
  });

  it('is rounded up to a millionth of a dollar', () => {
    expect(costMicros({ input: 0.1, output: 0.5 }, 1, 1)).toBe(1);
  });

  it('of the list that comes with the relay grows with the prompt, so the worst is what is set aside', () => {
    for (const bands of Object.values<readonly { input: number; output: number }[]>(list.perMillionTokens)) {
      const inputs = bands.map(({ input }) => input);
      const outputs = bands.map(({ output }) => output);
      expect(inputs).toEqual([...inputs].sort((a, b) => a - b));
      expect(outputs).toEqual([...outputs].sort((a, b) => a - b));
      expect(Math.min(...inputs, ...outputs)).toBeGreaterThan(0);
    }
  });
});

describe('the tokens of an answer', () => {
  const usage = (promptTokens: number, completionTokens: number) =>
    ({ type: 'usage', usage: { promptTokens, completionTokens } }) as const;

  it('are those that the provider told at the end', () => {
    const meter = new UsageMeter(100, 50);
    meter.add([{ type: 'text', text: 'Good morning.' }, usage(10, 4)]);
    expect(meter.count(true)).toEqual({ promptTokens: 10, completionTokens: 4, estimated: false });
  });

  it('of one that broke off are no fewer than what came', () => {
    const meter = new UsageMeter(100, 50);
    meter.add([usage(10, 1), { type: 'text', text: 'Good morning.' }]);
    expect(meter.count(false)).toEqual({ promptTokens: 10, completionTokens: 13, estimated: true });
  });

  it('that nobody told are estimated, and no more than were allowed', () => {
    const meter = new UsageMeter(100, 5);
    meter.add([{ type: 'text', text: 'Good morning.' }]);
    expect(meter.count(true)).toEqual({ promptTokens: 100, completionTokens: 5, estimated: true });
  });

  it('of a prompt are never more than its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        const most = mostPromptTokens([{ role: 'user', content }], '');
        expect(most).toBeGreaterThanOrEqual(new TextEncoder().encode(content).length);
      }),
    );
  });
});
