import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import type { FakeEngineOptions } from '../engines/fake/fake-engine';
import { FAKE_EMBEDDER } from '../engines/fake/fake-models';
import { DEAD, TURNS, WHOLE, failureOf, gateAt, setUp } from '../../tests/support/fake-inference-client';

afterEach(() => {
  vi.useRealTimers();
});

describe('when a worker dies', () => {
  const dieAfter = (tokens: number): FakeEngineOptions => {
    let answers = 0;
    return {
      failAtToken(token) {
        if (token === 0) answers += 1;
        // The first answer is the known one.
        return answers > 1 && token === tokens ? DEAD : null;
      },
    };
  };

  it('goes on after the text that was streamed', async () => {
    const { generator, workers } = setUp([dieAfter(5), {}]);
    const pieces: string[] = [];
    const result = await generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { onText: (piece) => pieces.push(piece) },
    );
    expect(result).toMatchObject({ text: WHOLE, newTokens: 30, finish: 'stop' });
    expect(pieces.join('')).toBe(WHOLE);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('keeps to the token limit when it goes on', async () => {
    const { generator } = setUp([dieAfter(5), {}]);
    const result = await generator.generate({ turns: TURNS, maxTokens: 7 });
    expect(result).toMatchObject({ text: 'one two three one two three one', newTokens: 7, finish: 'length' });
  });

  it('fails when four have died over one answer, and the text stays with the caller', async () => {
    const { generator, workers } = setUp([dieAfter(5), dieAfter(2), dieAfter(1), dieAfter(1)]);
    let streamed = '';
    const failure = await failureOf(
      generator.generate({ turns: TURNS, maxTokens: 99 }, { onText: (piece) => (streamed += piece) }),
    );
    expect(failure).toMatchObject({ code: 'worker-died', retryable: true });
    expect(streamed).toBe(WHOLE.split(' ').slice(0, 9).join(' '));
    expect(workers).toHaveLength(4);
  });

  it('makes an embedding call once more', async () => {
    let embedded = 0;
    const { client, workers } = setUp([{}]);
    const embedder = client.embedder(FAKE_EMBEDDER.id);
    await embedder.embed(['wake up']);
    const call = embedder.embed(['a', 'b']).then((vectors) => (embedded = vectors.length));
    workers[0]?.crash();
    await call;
    expect(embedded).toBe(2);
    expect(workers).toHaveLength(2);
  });
});

describe('when a worker falls silent', () => {
  const patience = { pingEveryMs: 1000, pingLimitMs: 3000, cancelLimitMs: 2000 };

  it('takes it for dead after the limit, and goes on in a new one', async () => {
    const gate = gateAt(2);
    const { generator, workers } = setUp([{ pause: gate.pause }, {}], { patience });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    workers[0]?.kill();
    vi.advanceTimersByTime(patience.pingLimitMs + patience.pingEveryMs);
    expect((await answer).text).toBe(WHOLE);
    expect(workers).toHaveLength(2);
  });

  it('is patient with one that answers', async () => {
    const gate = gateAt(2);
    const { generator, workers } = setUp([{ pause: gate.pause }], { patience });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(patience.pingEveryMs);
      // Lets the answer to the ping in.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    gate.open();
    expect((await answer).text).toBe(WHOLE);
    expect(workers).toHaveLength(1);
  });

  it('ends one that does not heed a cancel, and keeps the text', async () => {
    const gate = gateAt(2);
    const { generator, workers } = setUp([{ pause: gate.pause }, {}], { patience });
    const controller = new AbortController();
    let streamed = '';
    const answer = generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { signal: controller.signal, onText: (piece) => (streamed += piece) },
    );
    await gate.reached;
    await eventually(() => expect(streamed).toBe('one two'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    controller.abort();
    vi.advanceTimersByTime(patience.cancelLimitMs);
    expect(await answer).toMatchObject({ finish: 'cancelled', text: 'one two' });
    expect(workers[0]?.terminated).toBe(true);
  });
});
