import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternately, compare } from './bench-row';

const speed = { name: 'load', unit: 'MB/s', better: 'more' } as const;

describe('a row', () => {
  it('holds the medians, their ratio and how far the rounds lay apart', () => {
    expect(compare({ ...speed, ours: [300, 100, 200], rivals: { opfs: [50, 200, 100, 300] } })).toEqual({
      name: 'load',
      unit: 'MB/s',
      ours: 200,
      rivals: { opfs: 150 },
      ratio: { opfs: 1.333 },
      range: { ours: [100, 300], rivals: { opfs: [50, 300] } },
      rounds: 3,
    });
  });

  it('has a ratio over 1 exactly when ours is better, whichever way is better', () => {
    const positive = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(positive, positive, (ours, theirs) => {
        fc.pre(Math.abs(ours / theirs - 1) > 0.001);
        const values = { ours: [ours], rivals: { rival: [theirs] } };
        const more = compare({ ...speed, better: 'more', ...values }).ratio['rival'] ?? 0;
        const less = compare({ ...speed, better: 'less', ...values }).ratio['rival'] ?? 0;
        expect(more > 1).toBe(ours > theirs);
        expect(less > 1).toBe(ours < theirs);
      }),
    );
  });

  it('has no ratio to nothing', () => {
    expect(compare({ ...speed, better: 'less', ours: [0], rivals: { opfs: [2] } }).ratio).toEqual({
      opfs: null,
    });
  });

  it('refuses to tell a median of nothing', () => {
    expect(() => compare({ ...speed, ours: [], rivals: {} })).toThrow('nothing');
  });
});

it('lets everyone take a turn in each round, and everyone begin', async () => {
  const turns: string[] = [];
  const values = await alternately(3, ['a', 'b', 'c'], async (name) => turns.push(name));
  expect(turns.join('')).toBe('abcbcacab');
  expect(values).toEqual({ a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] });
});

it('stops after a round when there is no time for another, but measures everyone once', async () => {
  let left = 2;
  const values = await alternately(
    5,
    ['a', 'b'],
    async (_name, round) => round,
    () => (left -= 1) > 0,
  );
  expect(values).toEqual({ a: [0, 1], b: [0, 1] });
  const once = await alternately(
    5,
    ['a'],
    async (_name, round) => round,
    () => false,
  );
  expect(once).toEqual({ a: [0] });
});
