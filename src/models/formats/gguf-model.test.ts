import { describe, expect, it } from 'vitest';
import { toFailure } from '../../contracts/failure';
import { ggufContext, ggufTask, ggufVariants, poolingOfPipeline, type GgufFacts } from './gguf-model';
import type { GgufSet } from './gguf-names';

const WRITER: GgufFacts = {
  architecture: 'qwen3',
  contextLength: 32_768,
  parameters: 6e8,
  hasChatTemplate: true,
  pooling: 0,
};
const SET: GgufSet = {
  name: 'm-Q8_0',
  title: 'm',
  quantization: 'Q8_0',
  paths: ['m-Q8_0-00001-of-00002.gguf', 'm-Q8_0-00002-of-00002.gguf'],
  bytes: 6e8,
  whole: true,
};

describe('what a GGUF model is for', () => {
  it.each([
    ['a chat model', {}, 'text-generation'],
    ['an encoder', { architecture: 'nomic-bert', hasChatTemplate: false }, 'feature-extraction'],
    ['a chat model made into an embedder', { pooling: 3 }, 'feature-extraction'],
    [
      'a model that the hub lists for likeness',
      { pooling: poolingOfPipeline('sentence-similarity') },
      'feature-extraction',
    ],
    [
      'a model that the hub lists for writing',
      { pooling: poolingOfPipeline('text-generation') },
      'text-generation',
    ],
    ['a model of which the hub tells nothing', { pooling: poolingOfPipeline(undefined) }, 'text-generation'],
  ])('%s', (_what, changes, task) => {
    expect(ggufTask('m', { ...WRITER, ...changes })).toBe(task);
  });

  it.each([
    ['a picture encoder', { architecture: 'clip' }, 'neither writes text'],
    ['a translator', { architecture: 't5' }, 'neither writes text'],
    ['no architecture', { architecture: '' }, 'neither writes text'],
    ['a ranker', { pooling: poolingOfPipeline('text-ranking') }, 'neither writes text'],
    ['a model without a chat template', { hasChatTemplate: false }, 'no chat template'],
  ])('is not to be had of %s', (_what, changes, words) => {
    try {
      ggufTask('m', { ...WRITER, ...changes });
      expect.unreachable('taken');
    } catch (error) {
      expect(toFailure(error)).toMatchObject({ code: 'unsupported-model', retryable: false });
      expect(toFailure(error).message).toContain(words);
    }
  });
});

it('runs writers on GPUs with 16-bit floats and on WASM, embedders on WASM only, from all parts', () => {
  expect(
    ggufVariants(SET, 'Q8_0', 'text-generation').map(({ device, requiresF16 }) => [device, requiresF16]),
  ).toEqual([
    ['webgpu', true],
    ['wasm', undefined],
  ]);
  const [embedder, ...others] = ggufVariants(SET, 'Q8_0', 'feature-extraction');
  expect(others).toEqual([]);
  expect(embedder).toMatchObject({ device: 'wasm', graph: SET.paths[0], files: SET.paths });
});

it('gives a model the context that it has, or what a page has memory for', () => {
  expect(ggufContext('text-generation', WRITER)).toBeLessThan(WRITER.contextLength);
  expect(ggufContext('text-generation', { ...WRITER, contextLength: 512 })).toBe(512);
});
