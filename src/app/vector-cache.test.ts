import { expect, it } from 'vitest';
import type { RunOptions, TextEmbedder } from '../contracts/capabilities';
import { VectorCache } from './vector-cache';

/** Embeds a text as its length. */
function lengthEmbedder() {
  const requests: (readonly string[])[] = [];
  const embedder: TextEmbedder = {
    modelId: 'lengths',
    async embed(texts) {
      requests.push(texts);
      return texts.map((text) => Float32Array.of(text.length));
    },
  };
  return { requests, embedder };
}

const cacheOf = (embedder: TextEmbedder, batch?: number) =>
  new VectorCache(embedder.modelId, async () => embedder, batch);

it('asks for each text once, and answers in order', async () => {
  const { requests, embedder } = lengthEmbedder();
  const cache = cacheOf(embedder);
  cache.set('known', Float32Array.of(9));
  const vectors = await cache.embed(['aa', 'known', 'b', 'aa']);
  expect(vectors.map(([value]) => value)).toEqual([2, 9, 1, 2]);
  await cache.embed(['b', 'aa']);
  expect(requests).toEqual([['aa', 'b']]);
});

it('asks for a few at a time, and for no more once it is cancelled', async () => {
  const { requests, embedder } = lengthEmbedder();
  const abort = new AbortController();
  const inner = embedder.embed.bind(embedder);
  embedder.embed = (texts, options?: RunOptions) => {
    if (requests.length === 1) abort.abort();
    return inner(texts, options);
  };
  const asked = cacheOf(embedder, 2).embed(['a', 'b', 'c', 'd', 'e'], { signal: abort.signal });
  await expect(asked).rejects.toThrow();
  expect(requests).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

it('takes no missing vector for one', async () => {
  const embedder: TextEmbedder = { modelId: 'mute', embed: async () => [] };
  await expect(cacheOf(embedder).embed(['a'])).rejects.toThrow('nothing for a text');
});
