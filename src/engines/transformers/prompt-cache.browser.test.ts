import { Tensor, type PreTrainedModel } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { PromptCache } from './prompt-cache';

const NEVER = new AbortController().signal;
const HEADS = 2;
const SIZE = 3;

/** A model whose key of a token is the token itself, so that a cache shows what it stands for. */
function keyedModel() {
  const runs: number[] = [];
  const forward = async (inputs: Record<string, Tensor>) => {
    const ids = Array.from(inputs['input_ids']?.data as BigInt64Array, Number);
    runs.push(ids.length);
    const past = (inputs['past_key_values'] ?? {}) as unknown as Record<string, Tensor>;
    const before = past['past_key_values.0.key'];
    return { 'present.0.key': keysOf([...(before ? tokensOf(before) : []), ...ids]) };
  };
  return { model: { forward } as unknown as PreTrainedModel, runs };
}

/** Shaped [1, heads, positions, size]; the second head holds negatives. */
function keysOf(tokens: readonly number[]): Tensor {
  const data = [1, -1].flatMap((sign) =>
    tokens.flatMap((token) => new Array<number>(SIZE).fill(sign * token)),
  );
  return new Tensor('float32', Float32Array.from(data), [1, HEADS, tokens.length, SIZE]);
}

function tokensOf(keys: Tensor): number[] {
  const values = [...(keys.data as Float32Array)];
  const [, , positions = 0] = keys.dims;
  const heads = [values.slice(0, positions * SIZE), values.slice(positions * SIZE)];
  expect(heads[1]).toEqual(heads[0]?.map((value) => -value));
  return (heads[0] ?? []).filter((_, i) => i % SIZE === 0);
}

function setUp() {
  const { model, runs } = keyedModel();
  const cache = new PromptCache(model, () => Promise.resolve());
  const read = async (prompt: readonly number[], signal = NEVER) => {
    const values = await cache.read(prompt, signal);
    if (values) cache.keep(prompt.slice(0, values.get_seq_length()), values);
    const keys = values?.['past_key_values.0.key'];
    return keys ? tokensOf(keys) : [];
  };
  return { cache, read, runs };
}

const count = (length: number, from = 1) => Array.from({ length }, (_, i) => from + i);

describe('PromptCache', () => {
  it('leaves a short prompt to the generation', async () => {
    const { read, runs } = setUp();
    expect(await read(count(50))).toEqual([]);
    expect(runs).toEqual([]);
  });

  it('reads a long prompt in parts, up to its end', async () => {
    const { read, runs } = setUp();
    expect(await read(count(300))).toEqual(count(256));
    expect(runs).toEqual([128, 128]);
  });

  it('keeps the common beginning of two prompts and cuts off the rest', async () => {
    const { read, runs } = setUp();
    await read(count(300));
    const other = [...count(200), ...count(90, 1000)];
    expect(await read(other)).toEqual(count(200));
    expect(runs).toEqual([128, 128]);
  });

  it('goes on after an answer that became part of the conversation', async () => {
    const { cache, read, runs } = setUp();
    const conversation = count(40);
    const answer = { 'past_key_values.0.key': keysOf(conversation) };
    const { DynamicCache } = await import('@huggingface/transformers');
    cache.keep(conversation, new DynamicCache(answer));
    expect(await read(count(60))).toEqual(conversation);
    expect(runs).toEqual([]);
  });

  it('always leaves the last token to be run', async () => {
    const { read } = setUp();
    await read(count(300));
    expect(await read(count(100))).toEqual(count(99));
  });

  it('does not copy for a few tokens in common', async () => {
    const { read } = setUp();
    await read(count(300));
    expect(await read([...count(5), ...count(60, 2000)])).toEqual([]);
  });

  it('stops reading when cancelled, and keeps what it has', async () => {
    const { model, runs } = keyedModel();
    const controller = new AbortController();
    const cache = new PromptCache(model, async () => {
      if (runs.length === 1) controller.abort();
    });
    const values = await cache.read(count(1000), controller.signal);
    expect(values?.get_seq_length()).toBe(256);
  });

  it('believes nothing after a run that failed', async () => {
    const { model } = keyedModel();
    let broken = true;
    const forward = model.forward.bind(model);
    model.forward = (inputs) => (broken ? Promise.reject(new Error('no memory')) : forward(inputs));
    const cache = new PromptCache(model, () => Promise.resolve());
    await expect(cache.read(count(300), NEVER)).rejects.toThrow('no memory');
    broken = false;
    expect((await cache.read(count(300), NEVER))?.get_seq_length()).toBe(256);
  });
});
