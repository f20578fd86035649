import { describe, expect, it } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../engines/fake/fake-models';
import type { DeviceAttempt } from './device-steps';
import { DEAD, TURNS, WHOLE, failureOf, gateAt, setUp } from '../../tests/support/fake-inference-client';

const ON_WASM: DeviceAttempt = { engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q4', threads: 1 };
const { id } = FAKE_GENERATOR;

describe('a model lent to run in one way', () => {
  it('runs in that way and no other, and is gone afterwards', async () => {
    const { client, workers } = setUp();
    const fractions: number[] = [];
    const said = await client.withVariant(
      id,
      { ...ON_WASM, device: 'webgpu' },
      async ({ info, generate }) => {
        expect(info).toMatchObject({ device: 'webgpu', threads: 1, refused: [] });
        let streamed = '';
        const { text } = await generate(
          { turns: TURNS, maxTokens: 99 },
          { onText: (piece) => (streamed += piece) },
        );
        expect(streamed).toBe(text);
        return text;
      },
      { onProgress: (fraction) => fractions.push(fraction) },
    );
    expect(said).toBe(WHOLE);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
    expect(client.loaded.get()).toEqual([]);
  });

  it('embeds as the embedder does', async () => {
    const { client } = setUp();
    const lent = await client.withVariant(FAKE_EMBEDDER.id, ON_WASM, ({ embed }) => embed(['a', 'b']));
    expect(lent).toEqual(await client.embedder(FAKE_EMBEDDER.id).embed(['a', 'b']));
  });

  it('falls back to nothing when it cannot be loaded, is lost, or the work fails', async () => {
    const broken = setUp([{ failLoad: () => DEAD }]);
    const ask = (client: typeof broken.client) =>
      client.withVariant(id, ON_WASM, ({ generate }) => generate({ turns: TURNS, maxTokens: 9 }));
    expect(await failureOf(ask(broken.client))).toEqual(DEAD);
    expect(broken.workers).toHaveLength(1);

    const lost = setUp([{ failAtToken: (token) => (token === 2 ? DEAD : null) }]);
    expect(await failureOf(ask(lost.client))).toEqual(DEAD);
    expect(lost.workers.map(({ terminated }) => terminated)).toEqual([true]);

    const { client, workers } = setUp();
    const work = client.withVariant(id, ON_WASM, () => Promise.reject(new Error('of the caller')));
    await expect(work).rejects.toThrow('of the caller');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });

  it('is taken away at once when the signal aborts, while it loads and while it runs', async () => {
    const gate = gateAt(2);
    for (const pause of [() => new Promise<void>(() => undefined), gate.pause]) {
      const { client, workers } = setUp([{ pause }]);
      const controller = new AbortController();
      const work = client.withVariant(
        id,
        ON_WASM,
        ({ generate }) => generate({ turns: TURNS, maxTokens: 99 }),
        { signal: controller.signal },
      );
      await (pause === gate.pause ? gate.reached : eventually(() => expect(workers).toHaveLength(1)));
      controller.abort();
      expect((await failureOf(work)).code).toBe('cancelled');
      expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
    }
  });

  it('does not disturb the one at work, and does not count as work', async () => {
    const gate = gateAt(2);
    const { client, generator } = setUp([{ pause: gate.pause }, {}]);
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    await client.withVariant(id, ON_WASM, ({ generate }) => generate({ turns: TURNS, maxTokens: 3 }));
    expect(client.busy.get()).toBe(true);
    gate.open();
    expect((await answer).text).toBe(WHOLE);
    expect(client.busy.get()).toBe(false);
    await client.withVariant(id, ON_WASM, async () => expect(client.busy.get()).toBe(false));
  });
});
