import { describe, expect, it } from 'vitest';
import { json, scriptedServer, type ScriptedAnswer } from '../../../tests/support/scripted-server';
import { serverTarget } from '../../../tests/support/server-target';
import { createOwnServerEngine } from './own-server-engine';

const NEVER = new AbortController().signal;
const PATH = '/v1/embeddings';
const CONTEXT = 100;

async function load(respond: ScriptedAnswer) {
  const connection = scriptedServer(
    {},
    { '/v1/models': () => json(200, { data: [{ id: 'bge', max_model_len: CONTEXT }] }), [PATH]: respond },
  );
  const engine = createOwnServerEngine({ findServer: () => connection.server, fetch: connection.fetch });
  const model = await engine.load(serverTarget('bge', { task: 'feature-extraction' }));
  return {
    model,
    connection,
    inputs: () => connection.bodies(PATH).map((body) => body['input'] as string[]),
  };
}

/** A server whose vectors tell the length of a text, and which takes texts of up to `most` characters. */
const measuring =
  (most = Infinity): ScriptedAnswer =>
  ({ body }) => {
    const texts = body['input'] as string[];
    if (texts.some((text) => text === '')) return json(400, { error: 'Input content cannot be empty' });
    if (texts.some((text) => text.length > most)) {
      return json(500, {
        error: { message: 'input (999 tokens) is too large to process.', type: 'server_error' },
      });
    }
    const data = texts.map((text, index) => ({ index, embedding: [1, text.length] }));
    return json(200, { data: data.toReversed() });
  };

const lengthIn = (vector: Float32Array | undefined) =>
  Math.round((vector?.[1] ?? NaN) / (vector?.[0] ?? NaN));

describe('vectors of texts', () => {
  it('have unit length, and come in order though the server mixes them', async () => {
    const { model } = await load(measuring());
    const vectors = await model.embed(['a', 'bbb', 'cc'], NEVER);
    expect(vectors.map(lengthIn)).toEqual([1, 3, 2]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('are asked for in batches, none for no texts', async () => {
    const { model, inputs } = await load(measuring());
    expect(await model.embed([], NEVER)).toEqual([]);
    expect(inputs()).toEqual([]);
    expect(await model.embed(new Array<string>(40).fill('text'), NEVER)).toHaveLength(40);
    expect(inputs().map(({ length }) => length)).toEqual([16, 16, 8]);
  });

  it('exist for an empty text, too', async () => {
    const { model } = await load(measuring());
    expect(await model.embed(['', 'a'], NEVER)).toHaveLength(2);
  });

  it('are those of the beginning where a text is too long, whatever company it keeps', async () => {
    const { model } = await load(measuring(290));
    const long = 'x'.repeat(5000);
    const [alone] = await model.embed([long], NEVER);
    const [short, among, longer] = await model.embed(['y'.repeat(250), long, `${long}z`], NEVER);
    expect(lengthIn(short)).toBe(250);
    expect(lengthIn(alone)).toBeGreaterThan(140);
    expect(among).toEqual(alone);
    expect(longer).toEqual(alone);
  });

  it('are not made smaller for ever when it is not the length that the server minds', async () => {
    const { model, connection } = await load(measuring(0));
    await expect(model.embed(['x'.repeat(5000)], NEVER)).rejects.toMatchObject({
      failure: { code: 'context-overflow' },
    });
    expect(connection.bodies(PATH).length).toBeLessThan(10);
  });

  it('are not made up where the server sends none', async () => {
    for (const embedding of [[], [0, 0], ['a']]) {
      const { model } = await load(() => json(200, { data: [{ index: 0, embedding }] }));
      await expect(model.embed(['a'], NEVER)).rejects.toMatchObject({ failure: { code: 'server-refused' } });
    }
    const { model } = await load(() => json(200, { data: [{ index: 1, embedding: [1] }] }));
    await expect(model.embed(['a'], NEVER)).rejects.toMatchObject({ failure: { code: 'server-refused' } });
  });

  it('stop between batches when cancelled', async () => {
    const controller = new AbortController();
    const { model, inputs } = await load((request, signal) => {
      controller.abort();
      return measuring()(request, signal);
    });
    await expect(model.embed(new Array<string>(40).fill('text'), controller.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(inputs()).toHaveLength(1);
  });
});
