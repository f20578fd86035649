import { afterEach, describe, expect, it } from 'vitest';
import {
  enterWebLlmStage,
  type StageOptions,
  type WebLlmStage,
} from '../../../tests/support/web-llm/web-llm-stage';
import type { LoadOptions } from '../../contracts/engine';
import { DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { ModelEntry, WeightReader } from '../../contracts/model';
import { createWebLlmEngine } from './web-llm-engine';

const NEVER = new AbortController().signal;
let stage: WebLlmStage | null = null;

function enter(options: StageOptions = {}): WebLlmStage {
  stage = enterWebLlmStage(options);
  return stage;
}

afterEach(() => {
  stage?.leave();
  stage = null;
});

function load({ generator }: WebLlmStage, changes: Partial<LoadOptions> = {}) {
  return createWebLlmEngine().load({ ...generator, signal: NEVER, ...changes });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('did not fail'),
    (error: unknown) => toFailure(error),
  );
}

/** Calls `onRead` before each file. */
function reading(
  { weights }: { readonly weights: WeightReader },
  onRead: (path: string) => void,
): WeightReader {
  return {
    ...weights,
    async buffer(path) {
      onRead(path);
      return weights.buffer(path);
    },
  };
}

it('reads every file once, from the reader alone, and keeps no copy of its own', async () => {
  const { generator } = enter();
  const asked: string[] = [];
  const before = await indexedDB.databases();
  performance.clearResourceTimings();
  const model = await load(enter(), { weights: reading(generator, (path) => asked.push(path)) });
  expect(asked.toSorted()).toEqual([
    'Tiny-Writer-q4f16_1-webgpu.wasm',
    'mlc-chat-config.json',
    'params_shard_0.bin',
    'params_shard_1.bin',
    'tensor-cache.json',
    'tokenizer.json',
  ]);
  const requested = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  expect(requested.filter(({ origin }) => origin !== location.origin)).toEqual([]);
  expect(await caches.keys()).toEqual([]);
  expect(await indexedDB.databases()).toEqual(before);
  await model.unload();
});

it('takes files under their older names, and a library whatever it is called', async () => {
  const { generator } = enter();
  const renamed = new Map([
    ['tensor-cache.json', 'ndarray-cache.json'],
    ['Tiny-Writer-q4f16_1-webgpu.wasm', 'libs/from localhost.wasm'],
  ]);
  const model: ModelEntry = {
    ...generator.model,
    files: generator.model.files.map((file) => ({ ...file, path: renamed.get(file.path) ?? file.path })),
  };
  const original = new Map([...renamed].map(([from, to]) => [to, from]));
  const { weights } = generator;
  const loaded = await load(stage ?? enter(), {
    model,
    variant: { ...generator.variant, graph: 'libs/from localhost.wasm' },
    weights: { ...weights, buffer: (path) => weights.buffer(original.get(path) ?? path) },
  });
  expect(await loaded.countTokens('ten tokens')).toBe(10);
  await loaded.unload();
});

it('loads two models at once, each from its own files', async () => {
  const here = enter();
  const [writer, other] = await Promise.all([
    load(here),
    createWebLlmEngine().load({ ...here.embedder, signal: NEVER }),
  ]);
  expect(
    (
      await writer.generate(
        { turns: [{ role: 'user', content: 'Say: yes' }], maxTokens: 9 },
        () => undefined,
        NEVER,
      )
    ).text,
  ).toBe(': yes');
  expect(await other.embed(['yes'], NEVER)).toHaveLength(1);
  await Promise.all([writer.unload(), other.unload()]);
});

describe('memory', () => {
  it('is given back by unloading, with the device', async () => {
    const here = enter();
    const model = await load(here);
    await model.generate(
      { turns: [{ role: 'user', content: 'Say: yes' }], maxTokens: 9 },
      () => undefined,
      NEVER,
    );
    expect(here.gpu.devices.size).toBe(1);
    await model.unload();
    expect(here.gpu.devices.size).toBe(0);
  });

  it('is given back when the load fails in the middle', async () => {
    const here = enter();
    const damaged = new DesksideError({ code: 'integrity-failed', message: 'Damaged.', retryable: false });
    const weights = reading(here.generator, (path) => {
      if (path === 'params_shard_1.bin') throw damaged;
    });
    expect(await failureOf(load(here, { weights }))).toEqual(damaged.failure);
    expect(here.gpu.devices.size).toBe(0);
    expect(await caches.keys()).toEqual([]);
    await (await load(here)).unload();
  });
});

describe('a cancel', () => {
  it.each([
    'mlc-chat-config.json',
    'Tiny-Writer-q4f16_1-webgpu.wasm',
    'params_shard_0.bin',
    'params_shard_1.bin',
  ])('while %s is read ends the load, leaves nothing behind and lets the next one in', async (at) => {
    const here = enter();
    const controller = new AbortController();
    const weights = reading(here.generator, (path) => {
      if (path === at) controller.abort();
    });
    expect((await failureOf(load(here, { weights, signal: controller.signal }))).code).toBe('cancelled');
    expect(here.gpu.devices.size).toBe(0);
    expect(await caches.keys()).toEqual([]);
    await (await load(here)).unload();
  });
});

describe('a GPU that is lost', () => {
  it('while loading is told as such, and the next load can go well', async () => {
    const here = enter();
    const weights = reading(here.generator, (path) => {
      if (path === 'params_shard_1.bin') here.gpu.lose();
    });
    expect(await failureOf(load(here, { weights }))).toMatchObject({ code: 'device-lost', retryable: true });
    await (await load(here)).unload();
  });

  it('for want of memory is told as such', async () => {
    const here = enter();
    const weights: WeightReader = {
      ...here.generator.weights,
      async buffer(path) {
        if (path === 'params_shard_1.bin') await here.gpu.runShort();
        return here.generator.weights.buffer(path);
      },
    };
    expect(await failureOf(load(here, { weights }))).toMatchObject({
      code: 'out-of-memory',
      retryable: false,
    });
  });
});

describe('a machine that cannot run the model', () => {
  it.each<[string, StageOptions, string]>([
    ['no adapter', { gpu: { hasAdapter: false } }, 'no graphics processor'],
    ['no 16-bit floats', { gpu: { shaderF16: false } }, '16-bit'],
    ['buffers that are too small', { gpu: { largestBuffer: 2 ** 28 - 1 } }, 'MiB in one piece'],
  ])('is told so before anything large is read: %s', async (_, options, words) => {
    const here = enter(options);
    const asked: string[] = [];
    // As large as the vocabulary table of a model of 8 billion parameters.
    const tensors = { records: [{ records: [{ nbytes: 2 ** 28 }] }] };
    const { weights, variant } = here.generator;
    const failure = await failureOf(
      load(here, {
        variant: { ...variant, requiresF16: true },
        weights: {
          ...weights,
          async buffer(path) {
            asked.push(path);
            if (path !== 'tensor-cache.json') return weights.buffer(path);
            return new TextEncoder().encode(JSON.stringify(tensors)).buffer;
          },
        },
      }),
    );
    expect(failure).toMatchObject({ code: 'engine-unavailable', retryable: false });
    expect(failure.message).toContain(words);
    expect(asked).not.toContain('params_shard_0.bin');
  });

  it('may have no WebGPU at all', async () => {
    const here = enter();
    Object.defineProperty(navigator, 'gpu', { configurable: true, value: undefined });
    expect(await failureOf(load(here))).toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('no WebGPU'),
    });
  });
});

describe('files that are not what they should be', () => {
  async function failureWith(path: string, content: string): Promise<Failure> {
    const here = enter();
    const { weights } = here.generator;
    const bytes = new TextEncoder().encode(content).buffer;
    return failureOf(
      load(here, {
        weights: { ...weights, buffer: async (asked) => (asked === path ? bytes : weights.buffer(asked)) },
      }),
    );
  }

  it.each([
    ['mlc-chat-config.json', '{'],
    ['mlc-chat-config.json', '{"conv_template": {"roles": 1}}'],
    ['tensor-cache.json', '[]'],
    ['tokenizer.json', 'not json'],
  ])('%s with “%s”: the file is named', async (path, content) => {
    const failure = await failureWith(path, content);
    expect(failure).toMatchObject({ code: 'integrity-failed', retryable: false });
    expect(failure.message).toContain(path);
  });

  it('a library that is none: it is the library that is to be exchanged', async () => {
    expect(await failureWith('Tiny-Writer-q4f16_1-webgpu.wasm', '\0asm\x01\0\0\0')).toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('model library'),
    });
    expect(await failureWith('Tiny-Writer-q4f16_1-webgpu.wasm', 'no wasm')).toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('model library'),
    });
  });
});
