import { describe, expect, it } from 'vitest';
import { DesksideError, type Failure } from '../../src/contracts/failure';
import type { FakeEngineOptions } from '../../src/engines/fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../../src/engines/fake/fake-models';
import { createNoticeBoard } from '../../src/app/notices';
import { tellFallbacks } from '../../src/app/models/tell-fallbacks';
import { failureOf, GPU, machineWith, setUp, TURNS, WHOLE } from '../support/fake-inference-client';

const LOST: Failure = { code: 'device-lost', message: 'The graphics processor was reset.', retryable: true };
const { id } = FAKE_GENERATOR;
const ON_GPU = { machine: machineWith(GPU) };

/** Loses its device before the token of this number, in every answer but the known one. */
function loseAt(lostToken: number): FakeEngineOptions {
  let answers = 0;
  return {
    failAtToken(token) {
      if (token === 0) answers += 1;
      return answers > 1 && token === lostToken ? LOST : null;
    },
  };
}

/** The notices that fallbacks bring up. */
function noticesOf({ client }: ReturnType<typeof setUp>) {
  const board = createNoticeBoard();
  tellFallbacks(client.loaded, () => 'The writer', board);
  return () => board.notices.get().map(({ text }) => text);
}

describe('a GPU device lost while loading (fault 16)', () => {
  it('is a typed error, and the next device is used with the reason shown', async () => {
    const desk = setUp([{ failLoad: () => LOST }, {}], ON_GPU);
    const notices = noticesOf(desk);
    const info = await desk.client.load(id);
    expect(info).toMatchObject({ device: 'wasm', refused: [{ device: 'webgpu', failure: LOST }] });
    expect(desk.workers[0]?.terminated).toBe(true);
    expect(notices()).toEqual(['The graphics processor was reset. “The writer” now runs on the processor.']);
  });

  it('during the known answer is no different', async () => {
    const { client } = setUp([{ failAtToken: () => LOST }, {}], ON_GPU);
    expect(await client.load(id)).toMatchObject({ device: 'wasm', refused: [{ failure: LOST }] });
  });

  it('is the error of the load where there is no other device', async () => {
    const { client } = setUp([{ failLoad: () => LOST }], ON_GPU);
    client.setDevice('webgpu');
    expect(await failureOf(client.load(id))).toMatchObject({ code: 'device-lost', retryable: true });
  });
});

describe('a GPU device lost while generating (fault 17)', () => {
  it('costs no text: the engine is built anew and goes on on the same device', async () => {
    const desk = setUp([loseAt(5), {}], ON_GPU);
    const notices = noticesOf(desk);
    let streamed = '';
    const result = await desk.generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { onText: (piece) => (streamed += piece) },
    );
    expect(result).toMatchObject({ text: WHOLE, newTokens: 30, finish: 'stop' });
    expect(streamed).toBe(WHOLE);
    expect(await desk.client.load(id)).toMatchObject({ device: 'webgpu', refused: [] });
    expect(notices()).toEqual([]);
  });

  it('twice makes the same answer go on on the next device, with the reason shown', async () => {
    const desk = setUp([loseAt(5), loseAt(4), {}], ON_GPU);
    const notices = noticesOf(desk);
    let streamed = '';
    const result = await desk.generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { onText: (piece) => (streamed += piece) },
    );
    expect(result.text).toBe(WHOLE);
    expect(streamed).toBe(WHOLE);
    expect(await desk.client.load(id)).toMatchObject({
      device: 'wasm',
      refused: [{ device: 'webgpu', failure: LOST }],
    });
    expect(notices()).toHaveLength(1);
    expect(desk.workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
  });

  it('with every device ends in a typed error, and what was streamed stays', async () => {
    const { generator } = setUp([loseAt(2)], ON_GPU);
    let streamed = '';
    const failure = await failureOf(
      generator.generate({ turns: TURNS, maxTokens: 99 }, { onText: (piece) => (streamed += piece) }),
    );
    expect(failure.code).toBe('device-lost');
    expect(streamed).toBe(WHOLE.split(' ').slice(0, 8).join(' '));
  });

  it('takes nothing from an embedding call', async () => {
    // The known answer is one text.
    const pause = ({ token }: { token: number }) =>
      token === 1 ? Promise.reject(new DesksideError(LOST)) : Promise.resolve();
    const { client, workers } = setUp([{ pause }, {}], ON_GPU);
    const texts = ['invoice', 'lunch', 'rent'];
    expect(await client.embedder(FAKE_EMBEDDER.id).embed(texts)).toEqual(
      await setUp().client.embedder(FAKE_EMBEDDER.id).embed(texts),
    );
    expect(workers).toHaveLength(2);
  });

  it('lets an answer that keeps to a schema begin anew, and streams it once', async () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, b: { const: 'c d e f' } } };
    const whole = await setUp().generator.generate({ turns: TURNS, maxTokens: 99, schema });
    expect(JSON.parse(whole.text)).toEqual({ a: '', b: 'c d e f' });
    const { generator, workers } = setUp([loseAt(2), {}], ON_GPU);
    const pieces: string[] = [];
    const result = await generator.generate(
      { turns: TURNS, maxTokens: 99, schema },
      { onText: (piece) => pieces.push(piece) },
    );
    expect(workers).toHaveLength(2);
    expect(result.text).toBe(whole.text);
    expect(pieces).toEqual([whole.text]);
  });
});
