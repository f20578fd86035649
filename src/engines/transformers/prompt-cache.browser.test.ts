import { DynamicCache, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { createFakeHeap } from '../../../tests/support/fake-heap';
import { PromptCache } from './prompt-cache';

type Heap = ReturnType<typeof createFakeHeap>;

const NEVER = new AbortController().signal;
const HEADS = 2;
const SIZE = 3;

/** A model whose key of a token is the token itself, so that a cache shows what it stands for. Its keys lie in the heap. */
function keyedModel(heap = createFakeHeap()) {
  const runs: number[] = [];
  const forward = async (inputs: Record<string, Tensor>) => {
    const ids = Array.from(inputs['input_ids']?.data as BigInt64Array, Number);
    runs.push(ids.length);
    const past = (inputs['past_key_values'] ?? {}) as unknown as Record<string, Tensor>;
    const before = past['past_key_values.0.key'];
    return { 'present.0.key': keysOf([...(before ? tokensOf(before, heap) : []), ...ids], heap) };
  };
  return { model: { forward } as unknown as PreTrainedModel, runs, heap };
}

/** Shaped [1, heads, positions, size]; the second head holds negatives. */
function keysOf(tokens: readonly number[], heap: Heap): Tensor {
  const data = [1, -1].flatMap((sign) =>
    tokens.flatMap((token) => new Array<number>(SIZE).fill(sign * token)),
  );
  return heap.tensorOf(Float32Array.from(data), [1, HEADS, tokens.length, SIZE]);
}

function tokensOf(keys: Tensor, heap: Heap): number[] {
  const values = [...heap.read(keys)];
  const [, , positions = 0] = keys.dims;
  const heads = [values.slice(0, positions * SIZE), values.slice(positions * SIZE)];
  expect(heads[1]).toEqual(heads[0]?.map((value) => -value));
  return (heads[0] ?? []).filter((_, i) => i % SIZE === 0);
}

function setUp(spareTokens = 0) {
  const { model, runs, heap } = keyedModel();
  const cache = new PromptCache(model, () => Promise.resolve(), spareTokens * HEADS * SIZE * 4);
  const read = async (prompt: readonly number[], signal = NEVER) => {
    const { values } = await cache.read(prompt, signal);
    const keys = values?.['past_key_values.0.key'];
    const tokens = keys ? tokensOf(keys, heap) : [];
    if (values) await cache.keep(prompt.slice(0, values.get_seq_length()), values);
    return tokens;
  };
  return { cache, read, runs, heap };
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
    const { cache, read, runs, heap } = setUp();
    const conversation = count(40);
    const answer = { 'past_key_values.0.key': keysOf(conversation, heap) };
    await cache.keep(conversation, new DynamicCache(answer));
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

  it('says how much it did not have to read', async () => {
    const { cache, read } = setUp();
    await read(count(300));
    expect((await cache.read([...count(200), ...count(300, 1000)], NEVER)).reused).toBe(200);
    expect((await cache.read(count(300, 2000), NEVER)).reused).toBe(0);
  });

  it('knows an earlier conversation again after one about something else', async () => {
    const { read, runs } = setUp(300);
    const mail = (from: number) => [...count(20), ...count(280, from)];
    await read(mail(1000));
    await read(mail(2000));
    runs.length = 0;
    expect(await read([...mail(1000), ...count(60, 5000)])).toEqual([...mail(1000).slice(0, 256)]);
    expect(runs).toEqual([]);
  });

  it('forgets the oldest conversations beyond what it may keep, and gives their memory back', async () => {
    const { cache, read, heap } = setUp(300);
    for (let mail = 1; mail <= 5; mail += 1) await read(count(280, mail * 1000));
    // The last one, and one besides.
    expect(heap.blocks()).toBe(2);
    await cache.clear();
    expect(heap.blocks()).toBe(0);
  });

  it('gives a long conversation back before it reads another, lest both be in memory', async () => {
    const { model, heap } = keyedModel();
    const blocks: number[] = [];
    const cache = new PromptCache(model, async () => void blocks.push(heap.blocks()), 0);
    const { values } = await cache.read(count(300), NEVER);
    if (values) await cache.keep(count(256), values);
    blocks.length = 0;
    await cache.read(count(300, 1000), NEVER);
    expect(blocks[0]).toBe(0);
  });

  it('reads all again where a cache has states that cannot be cut', async () => {
    const { cache, heap } = setUp();
    const state = new Tensor('float32', new Float32Array(4), [1, 4]);
    const values = new DynamicCache({
      'past_key_values.0.key': keysOf(count(40), heap),
      'past_conv.1': state,
    });
    await cache.keep(count(40), values);
    expect(await cache.read([...count(30), ...count(9, 500)], NEVER)).toEqual({ values: null, reused: 0 });
  });

  it('stops reading when cancelled, and keeps what it has', async () => {
    const { model, runs } = keyedModel();
    const controller = new AbortController();
    const cache = new PromptCache(model, async () => {
      if (runs.length === 1) controller.abort();
    });
    const { values } = await cache.read(count(1000), controller.signal);
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
    expect((await cache.read(count(300), NEVER)).values?.get_seq_length()).toBe(256);
  });
});
