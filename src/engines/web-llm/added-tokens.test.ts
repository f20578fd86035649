import { expect, it } from 'vitest';
import { readAddedTokens, withoutLimits } from './added-tokens';

const encode = (file: object): ArrayBuffer => new TextEncoder().encode(JSON.stringify(file)).buffer;
const decode = (bytes: ArrayBuffer): unknown => JSON.parse(new TextDecoder().decode(bytes));

it('tells special tokens from others that a tokenizer was given', () => {
  const tokens = readAddedTokens(
    encode({
      added_tokens: [
        { id: 1, content: '<s>', special: true },
        { id: 7, content: '<think>', special: false },
      ],
    }),
  );
  expect(tokens.special).toEqual(['<s>']);
  expect(tokens.has('<think>')).toBe(true);
  expect(tokens.has('<pad>')).toBe(false);
  expect([tokens.textOf(1), tokens.textOf(2)]).toEqual(['<s>', undefined]);
  expect(readAddedTokens(encode({ model: {} })).special).toEqual([]);
});

it('takes away the limits of a tokenizer, and nothing else', () => {
  const limited = { truncation: { max_length: 512 }, padding: { length: 512 }, model: { vocab: { ä: 1 } } };
  expect(decode(withoutLimits(encode(limited)))).toEqual({
    truncation: null,
    padding: null,
    model: { vocab: { ä: 1 } },
  });
  const unlimited = encode({ truncation: null, padding: null });
  expect(withoutLimits(unlimited)).toBe(unlimited);
});
