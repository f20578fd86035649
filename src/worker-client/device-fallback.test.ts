import { describe, expect, it } from 'vitest';
import type { ModelVariant } from '../contracts/model';
import type { FakeEngineOptions } from '../engines/fake/fake-engine';
import { FAKE_GENERATOR } from '../engines/fake/fake-models';
import {
  DEAD,
  GPU,
  TURNS,
  WHOLE,
  failureOf,
  gateAt,
  machineWith,
  setUp,
} from '../../tests/support/fake-inference-client';

describe('devices', () => {
  it('falls back when the device is lost while loading, and from many threads to one', async () => {
    const { client } = setUp([{ failLoad: () => DEAD }, { failLoad: () => DEAD }, {}], {
      machine: machineWith(GPU),
    });
    const info = await client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({ device: 'wasm', threads: 1 });
    expect(info.refused.map(({ device }) => device)).toEqual(['webgpu', 'wasm']);
  });

  it('leaves an emulated GPU alone unless it is asked for', async () => {
    const { client } = setUp([{}], { machine: machineWith({ ...GPU, isFallback: true }) });
    const info = await client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({ device: 'wasm', refused: [{ device: 'webgpu' }] });
    client.setDevice('webgpu');
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'webgpu', refused: [] });
  });

  it('tells who chose the GPU on a machine without one what to choose instead', async () => {
    const { client } = setUp([{}]);
    client.setDevice('webgpu');
    const { code, message } = await failureOf(client.load(FAKE_GENERATOR.id));
    expect(code).toBe('engine-unavailable');
    expect(message).toMatch(
      /no WebGPU on this machine\. Choose “Automatic” or “Processor” in the settings\.$/,
    );
  });

  it('tries no other device when there is not enough memory for the model', async () => {
    const { client, workers } = setUp([
      { failLoad: () => ({ code: 'out-of-memory', message: 'Too big.', retryable: false }) },
    ]);
    expect((await failureOf(client.load(FAKE_GENERATOR.id))).code).toBe('out-of-memory');
    expect(workers).toHaveLength(1);
  });

  it('does not fall back from damaged weights', async () => {
    const { client, workers } = setUp([
      { failLoad: () => ({ code: 'integrity-failed', message: 'Damaged.', retryable: false }) },
    ]);
    expect((await failureOf(client.load(FAKE_GENERATOR.id))).code).toBe('integrity-failed');
    expect(workers).toHaveLength(1);
  });

  it('changes over when the answer that runs is done', async () => {
    const gate = gateAt(2);
    const { client, generator } = setUp([{ pause: gate.pause }, {}], { machine: machineWith(GPU) });
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    client.setDevice('wasm');
    gate.open();
    expect((await answer).text).toBe(WHOLE);
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'wasm' });
  });

  it('verifies on one device, without fallback and without keeping the worker', async () => {
    const { client, workers } = setUp([{ answer: () => 'banana' }, {}]);
    const wrong = await client.verify(FAKE_GENERATOR.id, 'webgpu');
    expect(wrong).toMatchObject({ passed: false, failure: { code: 'known-answer-failed' } });
    const right = await client.verify(FAKE_GENERATOR.id, 'wasm');
    expect(right).toMatchObject({ passed: true, device: 'wasm', threads: 2 });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
    expect(client.loaded.get()).toEqual([]);
  });
});

describe('several variants for one device', () => {
  const variant = (device: ModelVariant['device'], dtype: string): ModelVariant => ({
    engine: 'fake',
    device,
    graph: 'model',
    dtype,
    files: [],
    peakBytes: 1_000_000,
  });
  const HALF = { ...variant('webgpu', 'q4f16'), requiresF16: true };
  const FULL = variant('webgpu', 'q4');
  const BYTES = variant('wasm', 'q8');

  /** A client of a model with these variants, and what its workers loaded, in order. */
  function withVariants(
    variants: readonly ModelVariant[],
    gpu: typeof GPU | null,
    engine: FakeEngineOptions = {},
  ) {
    const loads: string[] = [];
    const failLoad: FakeEngineOptions['failLoad'] = (options) => {
      loads.push(`${options.variant.device} ${options.variant.dtype} ${options.threads}`);
      return engine.failLoad?.(options) ?? null;
    };
    const findModel = () => ({ ...FAKE_GENERATOR, variants });
    return { loads, ...setUp([{ ...engine, failLoad }], { machine: machineWith(gpu), findModel }) };
  }

  it('loads whole floats on a GPU that does not compute with half ones', async () => {
    const { client, loads } = withVariants([HALF, FULL, BYTES], { ...GPU, shaderF16: false });
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({
      device: 'webgpu',
      refused: [{ device: 'webgpu', failure: { code: 'engine-unavailable' } }],
    });
    expect(loads).toEqual(['webgpu q4 1']);
  });

  it('tries each once: half floats, whole floats, threads, one thread', async () => {
    const { client, loads } = withVariants([HALF, FULL, BYTES], GPU, { failLoad: () => DEAD });
    await failureOf(client.load(FAKE_GENERATOR.id));
    expect(loads).toEqual(['webgpu q4f16 1', 'webgpu q4 1', 'wasm q8 2', 'wasm q8 1']);
  });

  it('says once what keeps several of them from a device', async () => {
    const { client } = withVariants([HALF, FULL, BYTES], null);
    expect((await client.load(FAKE_GENERATOR.id)).refused).toHaveLength(1);
  });

  it('gives up the one that lost the model twice, not its device', async () => {
    const { client, generator, loads } = withVariants([HALF, FULL], GPU, {
      // The first two tokens of each worker are the known answer's.
      failAtToken: (token) => (token === 2 && loads.length <= 2 ? DEAD : null),
    });
    expect((await generator.generate({ turns: TURNS, maxTokens: 99 })).text).toBe(WHOLE);
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({
      dtype: 'q4',
      refused: [{ device: 'webgpu', failure: DEAD }],
    });
    expect(loads).toEqual(['webgpu q4f16 1', 'webgpu q4f16 1', 'webgpu q4 1']);
  });

  it('tries a leaner one when one is too large for the memory, and no fewer threads', async () => {
    const { client, loads } = withVariants([BYTES, variant('wasm', 'q4')], null, {
      failLoad: ({ variant: { dtype } }) =>
        dtype === 'q8' ? { code: 'out-of-memory', message: 'Too big.', retryable: false } : null,
    });
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'wasm', threads: 2 });
    expect(loads).toEqual(['wasm q8 2', 'wasm q4 2']);
  });

  it('verifies the one that it is asked for, and the first where only a device is named', async () => {
    const { client, loads } = withVariants([HALF, FULL], GPU);
    await client.verify(FAKE_GENERATOR.id, FULL);
    await client.verify(FAKE_GENERATOR.id, 'webgpu');
    expect(loads).toEqual(['webgpu q4 1', 'webgpu q4f16 1']);
    expect((await failureOf(client.verify(FAKE_GENERATOR.id, 'wasm'))).code).toBe('engine-unavailable');
  });
});
