import { expect } from 'vitest';
import { HARD_CHARACTERS } from './engine-contract-characters';
import {
  ask,
  failureOf,
  NEVER,
  ruleOf,
  type ContractSubject,
  type SharedModel,
} from './engine-contract-subject';

const TEXTS = [
  'Could you pay the invoice by Friday?',
  'Lunch at noon?',
  'The server in the Hamburg office was restarted twice last night after the update.',
  'Please settle the bill before the weekend.',
  HARD_CHARACTERS.join(' '),
  'Ok',
  'The minutes of the board meeting are attached.',
];
const SAME = 0.9999;

/** What vectors are, whatever the model means by them. */
export function describeEmbedding(subject: ContractSubject, loaded: SharedModel): void {
  const rule = ruleOf(subject);

  rule('gives unit vectors in order', async () => {
    const vectors = await loaded().embed(TEXTS, NEVER);
    expect(vectors).toHaveLength(TEXTS.length);
    for (const [i, vector] of vectors.entries()) {
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
      const [alone] = await loaded().embed(TEXTS.slice(i, i + 1), NEVER);
      expect(dot(vector, alone)).toBeGreaterThan(SAME);
    }
    expect(await loaded().embed([], NEVER)).toEqual([]);
  });

  rule('gives the same vector in any company', async () => {
    const [first] = await loaded().embed(TEXTS, NEVER);
    const reversed = await loaded().embed(TEXTS.toReversed(), NEVER);
    expect(dot(first, reversed.at(-1))).toBeGreaterThan(SAME);
    const amongLong = await loaded().embed(
      [TEXTS[0] ?? '', 'A long tale of a lost parcel. '.repeat(60)],
      NEVER,
    );
    expect(dot(first, amongLong[0])).toBeGreaterThan(SAME);
  });

  rule('takes empty and overlong texts', async () => {
    const long = 'An invoice that goes on and on. '.repeat(3000);
    const [empty, whole, cut] = await loaded().embed(['', long, long.slice(0, 40_000)], NEVER);
    expect(dot(empty, empty)).toBeCloseTo(1, 4);
    expect(dot(whole, cut)).toBeGreaterThan(SAME);
  });

  rule('finds like texts alike', async () => {
    const [invoice, lunch, , bill] = await loaded().embed(TEXTS, NEVER);
    expect(dot(invoice, bill)).toBeGreaterThan(dot(lunch, bill));
  });

  rule('stops between batches when cancelled', async () => {
    const controller = new AbortController();
    const run = loaded().embed(new Array<string>(200).fill('Some text to embed.'), controller.signal);
    controller.abort();
    expect(await failureOf(run)).toBe('cancelled');
    expect(await loaded().embed(['next'], NEVER)).toHaveLength(1);
  });

  rule('refuses to write text', async () => {
    expect(await failureOf(ask(loaded(), { maxTokens: 1 }))).toBe('internal');
  });
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return expect.unreachable('a vector is missing');
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
