import { expect, it } from 'vitest';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { ModelMeasurement } from '../../contracts/model';
import { createModelMeasuring } from './measure-models';

const INFO: LoadedModelInfo = {
  ...{
    modelId: 'tiny',
    engine: 'transformers',
    device: 'wasm',
    graph: 'model',
    dtype: 'q4',
    threads: 2,
    loadMs: 700,
    refused: [],
  },
};

function setUp(isLoaded = true) {
  let kept: ModelMeasurement | null = null;
  const measuring = createModelMeasuring({
    clock: { now: () => 1000 },
    infoOf: () => (isLoaded ? INFO : undefined),
    before: () => kept,
    keep: (measurement) => (kept = measurement),
  });
  return { measuring, kept: () => kept };
}

const generator = (newTokens: number) => ({
  modelId: 'tiny',
  prompts: {} as never,
  generate: async () => ({
    ...{ text: '', promptTokens: 9, reusedTokens: 0, newTokens, finish: 'stop' as const },
    ...{ firstTokenMs: 500, totalMs: 2500 },
  }),
});

it('tells the speed of writing from the first token on', async () => {
  const { measuring, kept } = setUp();
  await measuring.generator(generator(41)).generate({ turns: [], maxTokens: 50 });
  expect(kept()).toMatchObject({
    modelId: 'tiny',
    device: 'wasm',
    loadMs: 700,
    tokensPerSecond: 20,
    measuredAt: 1000,
  });
});

it('notes that a model was loaded before anything is known of its speed', () => {
  const { measuring, kept } = setUp();
  measuring.loaded(INFO);
  expect(kept()).toMatchObject({ loadMs: 700, tokensPerSecond: null, textsPerSecond: null });
});

it('does not take the loading of a cold embedder for its slowness', async () => {
  const embedder = {
    modelId: 'tiny',
    embed: async (texts: readonly string[]) => texts.map(() => new Float32Array(1)),
  };
  const cold = setUp(false);
  await cold.measuring.embedder(embedder).embed(Array(20).fill('a'));
  expect(cold.kept()).toBeNull();
  const warm = setUp();
  await warm.measuring.embedder(embedder).embed(Array(20).fill('a'));
  expect(warm.kept()?.textsPerSecond).toBeGreaterThan(0);
});
