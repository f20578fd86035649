import { describe, expect, it } from 'vitest';
import { FAKE_GENERATOR } from '../../src/engines/fake/fake-models';
import type { GpuFacts } from '../../src/contracts/machine';
import type { ModelVariant } from '../../src/contracts/model';
import { createNoticeBoard } from '../../src/app/notices';
import { tellFallbacks } from '../../src/app/models/tell-fallbacks';
import { GPU, machineWith, setUp, TURNS, WHOLE } from '../support/fake-inference-client';

const variant = (device: ModelVariant['device'], dtype: string): ModelVariant => ({
  ...{ engine: 'fake', device, graph: 'model', dtype, files: [], peakBytes: 1_000_000 },
});
const MODEL = {
  ...FAKE_GENERATOR,
  variants: [
    { ...variant('webgpu', 'q4f16'), requiresF16: true },
    variant('webgpu', 'q4'),
    variant('wasm', 'q8'),
  ],
};

/** How the model with a variant for each case runs on such a machine, and what is said about it. */
async function runOn(gpu: GpuFacts | null, { threads = 2, isolated = true } = {}) {
  const machine = { ...machineWith(gpu, threads), crossOriginIsolated: isolated };
  const { client, generator } = setUp([{}], { machine, findModel: () => MODEL });
  const { device, dtype, threads: used, refused } = await client.load(MODEL.id);
  expect((await generator.generate({ turns: TURNS, maxTokens: 99 })).text).toBe(WHOLE);
  return {
    way: `${device} ${dtype} ${used}`,
    reasons: refused.map(({ failure }) => failure.message).join('\n'),
  };
}

describe('what a machine lacks (fault 19)', () => {
  it('nothing', async () => {
    expect(await runOn(GPU)).toEqual({ way: 'webgpu q4f16 1', reasons: '' });
  });

  it('WebGPU: the processor, and the reason', async () => {
    const { way, reasons } = await runOn(null);
    expect(way).toBe('wasm q8 2');
    expect(reasons).toBe('This browser offers no WebGPU on this machine.');
  });

  it('a graphics processor behind WebGPU: the processor itself, and the reason', async () => {
    const { way, reasons } = await runOn({ ...GPU, name: 'SwiftShader', isFallback: true });
    expect(way).toBe('wasm q8 2');
    expect(reasons).toContain('only emulated by the processor here (SwiftShader)');
  });

  it('16-bit floats in shaders: the GPU with 32-bit ones, and the reason', async () => {
    const { way, reasons } = await runOn({ ...GPU, shaderF16: false });
    expect(way).toBe('webgpu q4 1');
    expect(reasons).toContain('computes with 16-bit numbers, which this one (test gpu) does not offer');
  });

  it('cross-origin isolation: one thread, the reason, and what helps', async () => {
    const { way, reasons } = await runOn(null, { threads: 1, isolated: false });
    expect(way).toBe('wasm q8 1');
    expect(reasons).toMatch(/not isolated .* one thread only\. Reloading once may help; .* COOP and COEP/);
  });

  it('a second core: one thread, which needs no reason', async () => {
    expect(await runOn(null, { threads: 1 })).toMatchObject({
      way: 'wasm q8 1',
      reasons: 'This browser offers no WebGPU on this machine.',
    });
  });

  it('threads that start: one thread, and the reason', async () => {
    const failure = { code: 'internal', message: 'The threads did not start.', retryable: true } as const;
    const { client } = setUp([{ failLoad: ({ threads }) => (threads > 1 ? failure : null) }], {
      findModel: () => MODEL,
    });
    expect(await client.load(MODEL.id)).toMatchObject({
      threads: 1,
      refused: [{ device: 'webgpu' }, { device: 'wasm', failure }],
    });
  });
});

describe('a GPU that computes nonsense (fault 18)', () => {
  it('is found out at each load, is not used, and the page says why', async () => {
    const desk = setUp([{ answer: () => 'banana banana' }, {}], { machine: machineWith(GPU) });
    const board = createNoticeBoard();
    tellFallbacks(desk.client.loaded, () => 'Fake generator', board);
    const info = await desk.client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({
      device: 'wasm',
      refused: [{ device: 'webgpu', failure: { code: 'known-answer-failed' } }],
    });
    expect(desk.workers[0]?.terminated).toBe(true);
    expect(board.notices.get()).toMatchObject([
      {
        tone: 'warning',
        text: expect.stringMatching(
          /graphics processor computes wrong results .* so it is not used\. .* now runs on the processor\.$/,
        ),
      },
    ]);
  });

  it('is said once, not at each load', async () => {
    const desk = setUp([{ answer: () => 'banana' }, {}, { answer: () => 'banana' }, {}], {
      machine: machineWith(GPU),
    });
    const board = createNoticeBoard();
    tellFallbacks(desk.client.loaded, () => 'Fake generator', board);
    await desk.client.load(FAKE_GENERATOR.id);
    board.dismiss(board.notices.get()[0]?.id ?? '');
    await desk.client.unload(FAKE_GENERATOR.id);
    await desk.client.load(FAKE_GENERATOR.id);
    expect(board.notices.get()).toEqual([]);
  });

  it.each(['NaN', 'another text'])('is caught in embeddings too: %s', async (nonsense) => {
    const { checkKnownAnswer } = await import('../../src/engines/known-answer');
    const { FAKE_EMBEDDER } = await import('../../src/engines/fake/fake-models');
    const vector = new Float32Array(32).fill(nonsense === 'NaN' ? NaN : 0.1767767);
    const model = {
      modelId: FAKE_EMBEDDER.id,
      device: 'webgpu' as const,
      threads: 1,
      countTokens: async () => 1,
      generate: () => Promise.reject(new Error('It only embeds.')),
      embed: async () => [vector],
      unload: async () => undefined,
    };
    const failure = await checkKnownAnswer(FAKE_EMBEDDER, model, new AbortController().signal);
    expect(failure).toMatchObject({ code: 'known-answer-failed' });
    expect(failure?.message).toContain('graphics processor');
  });
});
