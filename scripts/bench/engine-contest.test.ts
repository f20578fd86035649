import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../src/contracts/capabilities';
import { contestEmbedders, contestGenerators, contestLoads, OURS, type Contestants } from './engine-contest';

interface Contestant {
  readonly firstTokenMs?: number;
  /** For long prompts. */
  readonly longTokenMs?: number;
  readonly fails?: boolean;
}

/** Contestants that answer at once and say how long they took; what they were asked, and how often they were opened and closed. */
function fakeContestants(given: Readonly<Record<string, Contestant>>) {
  const asked: Record<string, GenerateRequest[]> = {};
  const opened: string[] = [];
  const closed: string[] = [];
  const contestants: Contestants = Object.fromEntries(
    Object.entries(given).map(([name, { firstTokenMs = 10, longTokenMs = firstTokenMs, fails = false }]) => [
      name,
      async () => {
        opened.push(name);
        return {
          loadMs: opened.length,
          async measureAnswer(request: GenerateRequest) {
            if (fails) throw new Error('It broke.');
            (asked[name] ??= []).push(request);
            const counts = { promptTokens: 50, reusedTokens: 0, newTokens: 33 };
            const isLong = (request.turns.at(-1)?.content.length ?? 0) > 1000;
            const ms = isLong ? longTokenMs : firstTokenMs;
            return { ...counts, firstTokenMs: ms, tokensPerSecond: 20, text: '' };
          },
          measureTexts: async (texts: readonly string[]) => texts.length,
          peakBytes: async () => (name === 'llama.cpp' ? null : 1e6),
          close: async () => void closed.push(name),
        };
      },
    ]),
  );
  return { contestants, asked, opened, closed };
}

describe('a contest of generators', () => {
  it('asks everyone the same, and nobody the same twice', async () => {
    const { contestants, asked } = fakeContestants({ [OURS]: {}, 'bare engine': {} });
    await contestGenerators(contestants, 2);
    expect(asked[OURS]).toEqual(asked['bare engine']);
    const prompts = asked[OURS]?.map(({ turns }) => JSON.stringify(turns)) ?? [];
    // One to warm up, four short ones, two long ones with a second question each.
    expect(prompts).toHaveLength(1 + 4 + 2 * 2);
    expect(new Set(prompts).size).toBe(prompts.length);
  });

  it('loads everyone once a round, keeps the figures of all rounds, and closes what it opened', async () => {
    const { contestants, opened, closed } = fakeContestants({ [OURS]: {}, 'llama.cpp': {} });
    const { load, memory, short, long } = await contestGenerators(contestants, 3);
    expect(load[OURS]).toHaveLength(3);
    expect(opened).toHaveLength(6);
    expect([...closed].sort()).toEqual([...opened].sort());
    expect(memory).toEqual({ [OURS]: [1e6] });
    expect(short[OURS]).toHaveLength(6);
    expect(long['llama.cpp']).toHaveLength(3);
  });

  it('spares the slow the long prompts, and everyone when that is Deskside', async () => {
    const slowRival = fakeContestants({ [OURS]: {}, 'bare engine': { firstTokenMs: 4_000 } });
    const one = await contestGenerators(slowRival.contestants, 1);
    expect(Object.keys(one.long)).toEqual([OURS]);
    expect(one.tooSlow).toEqual({ 'bare engine': 80 });
    const slowOurs = fakeContestants({ [OURS]: { firstTokenMs: 6_000 }, 'bare engine': {} });
    const other = await contestGenerators(slowOurs.contestants, 1);
    expect(other.long).toEqual({});
    expect(other.tooSlow).toEqual({ [OURS]: 120 });
  });

  it('asks slow rivals no second question, and Deskside always', async () => {
    const { contestants } = fakeContestants({
      [OURS]: { longTokenMs: 9_000 },
      'bare engine': { longTokenMs: 9_000 },
      'llama.cpp': { longTokenMs: 7_000 },
    });
    const { long } = await contestGenerators(contestants, 1);
    const asked = Object.entries(long).map(([name, [sample]]) => [name, sample?.second !== null]);
    expect(Object.fromEntries(asked)).toEqual({ [OURS]: true, 'bare engine': false, 'llama.cpp': true });
  });

  it('closes everyone when one breaks', async () => {
    const { contestants, opened, closed } = fakeContestants({ [OURS]: {}, 'bare engine': { fails: true } });
    await expect(contestGenerators(contestants, 1)).rejects.toThrow('It broke.');
    expect([...closed].sort()).toEqual([...opened].sort());
  });
});

it('a contest of embedders takes texts of both lengths', async () => {
  const { contestants } = fakeContestants({ [OURS]: {}, 'bare engine': {} });
  const { texts } = await contestEmbedders(contestants, 2, { 32: 3, 256: 1 });
  expect(texts[32][OURS]).toHaveLength(4);
  expect(texts[256]['bare engine']).toHaveLength(4);
});

it('a contest of loads opens everyone and asks nothing', async () => {
  const { contestants, asked, closed } = fakeContestants({ [OURS]: {} });
  expect((await contestLoads(contestants, 2)).load).toEqual({ [OURS]: [1, 2] });
  expect(asked).toEqual({});
  expect(closed).toEqual([OURS, OURS]);
});
