import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import type { FakeEngineOptions } from '../../src/engines/fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../../src/engines/fake/fake-models';
import { failureOf, gateAt, setUp, TURNS, WHOLE } from '../support/fake-inference-client';

const REQUEST = { turns: TURNS, maxTokens: 99 };

/** Lets messages in between tokens, as real engines do; Node hands a channel's messages out a thousand at a time. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** As `gateAt`, for an engine that lets messages in. */
function breathingGateAt(token: number) {
  const gate = gateAt(token);
  const pause: FakeEngineOptions['pause'] = async (step) => {
    await gate.pause(step);
    await breathe();
  };
  return { ...gate, pause };
}

describe('a generation abandoned, and the next asked for at once (fault 20)', () => {
  it('leaves the engine free: the next answer is whole, wherever the first was cut', async () => {
    const { generator, workers } = setUp([{ pause: breathe }]);
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 30 }), async (tokens) => {
        const controller = new AbortController();
        let pieces = 0;
        if (tokens === 0) controller.abort();
        const abandoned = generator.generate(REQUEST, {
          signal: controller.signal,
          onText: () => (pieces += 1) === tokens && controller.abort(),
        });
        const next = generator.generate(REQUEST);
        const { text, finish } = await abandoned;
        expect(WHOLE.startsWith(text)).toBe(true);
        if (finish === 'cancelled' && text !== '') cut += 1;
        expect(await next).toMatchObject({ text: WHOLE, finish: 'stop' });
      }),
      { numRuns: 40 },
    );
    expect(cut).toBeGreaterThan(5);
    expect(workers).toHaveLength(1);
  });

  it('while the model was still loading gets a load of its own', async () => {
    let stuck = true;
    const pause: FakeEngineOptions['pause'] = () =>
      stuck ? new Promise(() => undefined) : Promise.resolve();
    const { generator, workers } = setUp([{ pause }, {}]);
    const controller = new AbortController();
    const abandoned = generator.generate(REQUEST, { signal: controller.signal });
    await eventually(() => expect(workers).toHaveLength(1));
    controller.abort();
    expect(await abandoned).toMatchObject({ finish: 'cancelled', text: '' });
    stuck = false;
    expect(await generator.generate(REQUEST)).toMatchObject({ text: WHOLE, finish: 'stop' });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('in the same moment, while the model was still loading, shares the load', async () => {
    const { client, generator, workers } = setUp([{ pause: breathe }]);
    const controller = new AbortController();
    const abandoned = generator.generate(REQUEST, { signal: controller.signal });
    await new Promise<void>((resolve) => client.loading.subscribe(({ length }) => length > 0 && resolve()));
    controller.abort();
    expect(await generator.generate(REQUEST)).toMatchObject({ text: WHOLE, finish: 'stop' });
    expect(await abandoned).toMatchObject({ finish: 'cancelled', text: '' });
    expect(workers).toHaveLength(1);
  });

  it('by ending the worker is answered by the next worker', async () => {
    const gate = gateAt(3);
    const { client, generator } = setUp([{ pause: gate.pause }, {}]);
    const controller = new AbortController();
    let streamed = '';
    const abandoned = generator.generate(REQUEST, {
      signal: controller.signal,
      onText: (piece) => (streamed += piece),
    });
    await gate.reached;
    await eventually(() => expect(streamed).toBe('one two three'));
    controller.abort();
    await client.unload(FAKE_GENERATOR.id);
    expect((await generator.generate(REQUEST)).text).toBe(WHOLE);
    expect(await abandoned).toMatchObject({ finish: 'cancelled', text: 'one two three' });
  });
});

describe('several requests at once (fault 21)', () => {
  it('are answered in order, each whole', async () => {
    const { generator } = setUp();
    const ended: number[] = [];
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async (number) => {
        const turns = [{ role: 'user', content: `answer ${number}` }] as const;
        const { text } = await generator.generate({ turns, maxTokens: 4 });
        ended.push(number);
        return text;
      }),
    );
    expect(ended).toEqual([1, 2, 3, 4]);
    expect(answers).toEqual([1, 2, 3, 4].map((n) => `answer ${n} answer ${n}`));
  });

  it.each([0, 1, 2])('can each be cancelled, and the others are whole: number %i', async (cancelled) => {
    const gate = breathingGateAt(1);
    const { generator } = setUp([{ pause: gate.pause }]);
    const controllers = [0, 1, 2].map(() => new AbortController());
    const calls = controllers.map(({ signal }) => generator.generate(REQUEST, { signal }));
    await gate.reached;
    controllers[cancelled]?.abort();
    gate.open();
    const results = await Promise.all(calls);
    results.forEach(({ finish, text }, number) => {
      if (number === cancelled) expect(finish).toBe('cancelled');
      else expect(text).toBe(WHOLE);
    });
  });

  it('that wait are cancelled at once, not when their turn comes', async () => {
    const gate = breathingGateAt(1);
    const { generator, client } = setUp([{ pause: gate.pause }, {}]);
    const running = generator.generate(REQUEST);
    await gate.reached;
    const controller = new AbortController();
    const waiting = generator.generate(REQUEST, { signal: controller.signal });
    controller.abort();
    expect(await waiting).toMatchObject({ finish: 'cancelled', text: '' });
    gate.open();
    expect((await running).text).toBe(WHOLE);
    const embedder = client.embedder(FAKE_EMBEDDER.id);
    expect((await failureOf(embedder.embed(['a'], { signal: AbortSignal.abort() }))).code).toBe('cancelled');
  });
});
