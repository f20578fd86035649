import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GenerateRequest } from '../../contracts/capabilities';
import type { MeasurableModel } from './measure-answer';
import { measureEmbedder, measureGenerator, type MeasureOptions } from './measure-model';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Speeds {
  readonly promptTokenMs: number;
  readonly newTokenMs: number;
  /** New tokens of an answer; as many as asked for without it. */
  readonly answerTokens?: number;
}

/** Takes a known time for everything, counts words as tokens, and reuses what a prompt has in common with the one before. */
function timedModel({ promptTokenMs, newTokenMs, answerTokens = Infinity }: Speeds) {
  const asked: GenerateRequest[] = [];
  let before: readonly string[] = [];
  const model: MeasurableModel = {
    async generate(request, { onText }) {
      asked.push(request);
      const words = request.turns.flatMap(({ content }) => content.split(/\s+/));
      const shared = words.findIndex((word, index) => word !== before[index]);
      const reusedTokens = shared === -1 ? words.length : shared;
      before = words;
      await wait((words.length - reusedTokens) * promptTokenMs);
      const newTokens = Math.min(request.maxTokens, answerTokens);
      for (let token = 0; token < newTokens; token += 1) {
        if (token > 0) await wait(newTokenMs);
        onText('word ');
      }
      return { text: '', promptTokens: words.length, reusedTokens, newTokens, finish: 'length' };
    },
    async embed(texts) {
      await wait(texts.reduce((sum, text) => sum + text.split(' ').length, 0));
      return texts.map(() => new Float32Array(1));
    },
  };
  return { model, asked };
}

function options(): MeasureOptions & { readonly steps: string[] } {
  let seed = 0;
  const steps: string[] = [];
  return { steps, nextSeed: () => (seed += 1), onStep: (step) => void steps.push(step) };
}

async function finish<T>(work: Promise<T>): Promise<T> {
  // What rejects while the clock runs is not to be taken for unhandled.
  work.catch(() => undefined);
  await vi.runAllTimersAsync();
  return work;
}

describe('a generator', () => {
  test('is as fast as it is', async () => {
    const { model } = timedModel({ promptTokenMs: 10, newTokenMs: 50 });
    const { short, long, second } = await finish(
      measureGenerator(model, { ...options(), contextLength: 8192 }),
    );
    expect(short.tokensPerSecond).toBeCloseTo(20);
    expect(long?.tokensPerSecond).toBeCloseTo(20);
    expect(short.firstTokenMs).toBeCloseTo(short.promptTokens * 10);
    expect(long?.firstTokenMs).toBeCloseTo((long?.promptTokens ?? 0) * 10);
    expect(long?.promptTokens).toBeGreaterThan(10 * short.promptTokens);
    const read = (second?.promptTokens ?? 0) - (second?.reusedTokens ?? 0);
    expect(second?.firstTokenMs).toBeCloseTo(read * 10);
    expect(read).toBeLessThan(30);
  });

  test('warms up first, and answers no prompt that it could know already', async () => {
    const { model, asked } = timedModel({ promptTokenMs: 1, newTokenMs: 1 });
    await finish(measureGenerator(model, { ...options(), contextLength: 8192 }));
    expect(asked[0]?.maxTokens).toBeLessThan(asked[1]?.maxTokens ?? 0);
    const firstTurns = asked.slice(0, -1).map(({ turns }) => turns[0]?.content);
    expect(new Set(firstTurns).size).toBe(firstTurns.length);
  });

  test('that would take minutes over a long prompt is spared it', async () => {
    const measured = options();
    const { model } = timedModel({ promptTokenMs: 200, newTokenMs: 50 });
    const { short, long, second } = await finish(
      measureGenerator(model, { ...measured, contextLength: 8192 }),
    );
    expect(short.tokensPerSecond).toBeCloseTo(20);
    expect({ long, second }).toEqual({ long: null, second: null });
    expect(measured.steps).toEqual(['short']);
  });

  test('with a short memory is asked short questions only', async () => {
    const { model } = timedModel({ promptTokenMs: 1, newTokenMs: 1 });
    const { short, long } = await finish(measureGenerator(model, { ...options(), contextLength: 512 }));
    expect(short.tokensPerSecond).toBeCloseTo(1000);
    expect(long).toBeNull();
  });

  test('that says next to nothing has no speed', async () => {
    const { model } = timedModel({ promptTokenMs: 1, newTokenMs: 50, answerTokens: 2 });
    const { short } = await finish(measureGenerator(model, { ...options(), contextLength: 8192 }));
    expect(short.tokensPerSecond).toBeNull();
    expect(short.firstTokenMs).toBeGreaterThan(0);
  });

  test('that is cut short gives no figures', async () => {
    const { model } = timedModel({ promptTokenMs: 1, newTokenMs: 1 });
    const cut: MeasurableModel = {
      ...model,
      generate: async (...args) => ({ ...(await model.generate(...args)), finish: 'cancelled' }),
    };
    await expect(finish(measureGenerator(cut, { ...options(), contextLength: 8192 }))).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });
});

test('an embedder is as fast as it is', async () => {
  const { model } = timedModel({ promptTokenMs: 1, newTokenMs: 1 });
  const speed = await finish(measureEmbedder(model, options()));
  // A millisecond for each word; two of the tokens are special ones.
  expect(speed.shortTextsPerSecond).toBeCloseTo(1000 / 30);
  expect(speed.longTextsPerSecond).toBeCloseTo(1000 / 254);
});
