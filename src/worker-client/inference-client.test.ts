import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import type { FakeEngineOptions } from '../engines/fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../engines/fake/fake-models';
import {
  TURNS,
  WHOLE,
  failureOf,
  gateAt,
  machineWith,
  setUp,
} from '../../tests/support/fake-inference-client';

afterEach(() => {
  vi.useRealTimers();
});

describe('the inference client', () => {
  it('streams an answer, whole and in order', async () => {
    const { generator } = setUp();
    const pieces: string[] = [];
    const result = await generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { onText: (piece) => pieces.push(piece) },
    );
    expect(result).toMatchObject({ text: WHOLE, finish: 'stop', newTokens: 30 });
    expect(pieces.join('')).toBe(WHOLE);
  });

  it('embeds in order, and nothing at all without waking a worker', async () => {
    const { client, workers } = setUp();
    const embedder = client.embedder(FAKE_EMBEDDER.id);
    expect(await embedder.embed([])).toEqual([]);
    expect(workers).toHaveLength(0);
    const [a, b] = await embedder.embed(['invoice', 'lunch']);
    const [again] = await embedder.embed(['invoice']);
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
  });

  it('gives each model a worker of its own', async () => {
    const gate = gateAt(2);
    const { client, workers, generator } = setUp([{ pause: gate.pause }, {}]);
    const draft = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    expect(await client.embedder(FAKE_EMBEDDER.id).embed(['while the draft stands still'])).toHaveLength(1);
    gate.open();
    expect((await draft).text).toBe(WHOLE);
    expect(workers).toHaveLength(2);
  });

  it('answers calls in order, and lets a waiting one be cancelled', async () => {
    const gate = gateAt(0);
    const { generator } = setUp([{ pause: gate.pause }]);
    const ended: string[] = [];
    const ask = (name: string, signal?: AbortSignal) =>
      generator
        .generate({ turns: TURNS, maxTokens: 3 }, signal ? { signal } : {})
        .finally(() => ended.push(name));
    const first = ask('first');
    await gate.reached;
    const controller = new AbortController();
    const second = ask('second', controller.signal);
    const third = ask('third');
    controller.abort();
    expect(await second).toMatchObject({ finish: 'cancelled', text: '' });
    gate.open();
    await Promise.all([first, third]);
    expect(ended).toEqual(['second', 'first', 'third']);
  });

  it('cancels between tokens, keeps the text, and gives a whole next answer', async () => {
    let answers = 0;
    const pause: FakeEngineOptions['pause'] = async ({ token, signal }) => {
      if (token === 0) answers += 1;
      // The first answer is the known one, the second is to be cancelled, the third is whole.
      if (answers === 2 && token === 3) await new Promise((resolve) => (signal.onabort = resolve));
    };
    const { generator } = setUp([{ pause }]);
    const controller = new AbortController();
    const cut = await generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { signal: controller.signal, onText: () => controller.abort() },
    );
    expect(cut).toMatchObject({ finish: 'cancelled', text: 'one two three', newTokens: 3 });
    expect((await generator.generate({ turns: TURNS, maxTokens: 99 })).text).toBe(WHOLE);
  });

  it('tells what is loaded, and no longer after unloading', async () => {
    const { client, workers } = setUp();
    await client.load(FAKE_GENERATOR.id);
    expect(client.loaded.get()).toMatchObject([{ modelId: FAKE_GENERATOR.id, device: 'wasm', threads: 2 }]);
    await client.unload(FAKE_GENERATOR.id);
    expect(client.loaded.get()).toEqual([]);
    expect(workers[0]?.terminated).toBe(true);
  });

  it('tells how far a load is, to whoever watches and to whoever asked', async () => {
    const { client } = setUp();
    const seen: string[] = [];
    client.loading.subscribe((loads) =>
      seen.push(loads.map(({ device, fraction }) => `${device} ${fraction}`).join()),
    );
    const fractions: number[] = [];
    await client.load(FAKE_GENERATOR.id, { onProgress: (fraction) => fractions.push(fraction) });
    expect(seen.at(0)).toBe('');
    expect(seen).toContain('wasm 1');
    expect(seen.at(-1)).toBe('');
    expect(fractions.at(-1)).toBe(1);
  });

  it('changes over to what is known to be better when the answer that runs is done', async () => {
    const gate = gateAt(2);
    const { client, generator } = setUp([{ pause: gate.pause }, {}]);
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    const pin = { engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q4', threads: 1 } as const;
    client.setKnownWays(FAKE_GENERATOR.id, { pin, trials: [] });
    gate.open();
    expect((await answer).text).toBe(WHOLE);
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'wasm', threads: 1 });
  });

  it('rejects a model that it does not know', async () => {
    const { client } = setUp();
    expect((await failureOf(client.load('no-such-model'))).code).toBe('model-unknown');
  });

  it('ends a load when the only one who waits for it cancels, though another waits for one that was given up', async () => {
    const never = new Promise<null>(() => undefined);
    let probes = 0;
    const { client, workers } = setUp([{ pause: () => new Promise(() => undefined) }], {
      machine: { ...machineWith(), probeGpu: () => ((probes += 1) === 1 ? never : Promise.resolve(null)) },
    });
    void client.load(FAKE_GENERATOR.id);
    await client.unload(FAKE_GENERATOR.id);
    const controller = new AbortController();
    const load = failureOf(client.load(FAKE_GENERATOR.id, { signal: controller.signal }));
    await eventually(() => expect(workers).toHaveLength(1));
    controller.abort();
    expect((await load).code).toBe('cancelled');
    expect(workers[0]?.terminated).toBe(true);
  });

  it('ends the load when the only one who waited cancels', async () => {
    const { client, workers } = setUp([{ pause: () => new Promise(() => undefined) }]);
    const controller = new AbortController();
    const load = failureOf(client.load(FAKE_GENERATOR.id, { signal: controller.signal }));
    await eventually(() => expect(workers).toHaveLength(1));
    controller.abort();
    expect((await load).code).toBe('cancelled');
    await eventually(() => expect(workers[0]?.terminated).toBe(true));
  });
});

describe('idle workers', () => {
  it('ends a generator without work, and starts it again when asked', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, workers, generator } = setUp([{}], { generatorIdleMs: 1000 });
    await client.embedder(FAKE_EMBEDDER.id).embed(['stays']);
    await generator.generate({ turns: TURNS, maxTokens: 2 });
    vi.advanceTimersByTime(1000);
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
    expect(client.loaded.get()).toMatchObject([{ modelId: FAKE_EMBEDDER.id }]);
    expect((await generator.generate({ turns: TURNS, maxTokens: 2 })).text).toBe('one two');
  });
});
