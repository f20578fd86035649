import { describe, expect, it } from 'vitest';
import type { DeviceChoice, ModelVariant } from '../contracts/model';
import type { VariantPin, VariantTrial } from '../contracts/model-choice';
import { FAKE_GENERATOR } from '../engines/fake/fake-models';
import { GPU, machineWith } from '../../tests/support/fake-inference-client';
import { planDevices, possibleWays } from './device-plan';
import type { DeviceStep } from './device-steps';

const variant = (device: ModelVariant['device'], dtype: string): ModelVariant => ({
  ...{ engine: 'fake', device, graph: 'model', dtype, files: [], peakBytes: 1_000_000 },
});
const HALF = { ...variant('webgpu', 'f16'), requiresF16: true };
const BYTES = variant('wasm', 'int8');
const WHOLE = variant('wasm', 'q4');
const ENTRY = { ...FAKE_GENERATOR, variants: [HALF, BYTES, WHOLE] };
const FOUR_THREADS = { ...machineWith(null, 4), logicalCores: 8 };

function trial(of: ModelVariant, threads: number, tokensPerSecond: number | null): VariantTrial {
  const { engine, device, graph, dtype } = of;
  return {
    ...{ engine, device, graph, dtype, threads, modelId: ENTRY.id, measuredAt: 0, stamp: '' },
    unitsPerSecond: tokensPerSecond,
    promptTokensPerSecond: tokensPerSecond && tokensPerSecond * 5,
    loadMs: 100,
    failure:
      tokensPerSecond === null
        ? { code: 'known-answer-failed', message: 'It computes nonsense.', retryable: false }
        : null,
  };
}

const pinOf = ({ engine, device, graph, dtype }: ModelVariant, threads: number): VariantPin => ({
  ...{ engine, device, graph, dtype, threads },
});

const told = (steps: readonly DeviceStep[]): string[] =>
  steps.map((step) => ('failure' in step ? `no ${step.device}` : `${step.dtype} ${step.threads}`));

/** The order of steps; by default on a machine without GPU. */
async function plan(
  trials: readonly VariantTrial[],
  {
    pin = null,
    choice = 'auto',
    machine = FOUR_THREADS,
  }: { pin?: VariantPin | null; choice?: DeviceChoice; machine?: typeof FOUR_THREADS } = {},
): Promise<string[]> {
  return told(await planDevices(ENTRY, choice, machine, { pin, trials }));
}

describe('the order in which ways to run a model are taken', () => {
  it('is the catalogue’s while nothing was measured, with the reasons in between', async () => {
    expect(await plan([])).toEqual(['no webgpu', 'int8 4', 'int8 1', 'q4 4', 'q4 1']);
  });

  it('begins with what was measured fastest, whatever its number of threads', async () => {
    const trials = [trial(BYTES, 4, 20), trial(BYTES, 8, 12), trial(BYTES, 2, 30), trial(WHOLE, 4, 25)];
    expect(await plan(trials)).toEqual([
      ...['no webgpu', 'int8 2', 'q4 4', 'int8 4', 'int8 8'],
      ...['int8 1', 'q4 1'],
    ]);
  });

  it('weighs reading the mail against writing about it', async () => {
    const reads = { ...trial(BYTES, 4, 20), promptTokensPerSecond: 400 };
    const writes = { ...trial(WHOLE, 4, 30), promptTokensPerSecond: 50 };
    expect((await plan([writes, reads]))[1]).toBe('int8 4');
  });

  it('leaves for last what failed its trial, and says why before what is used instead', async () => {
    const gpu = { ...FOUR_THREADS, probeGpu: machineWith(GPU).probeGpu };
    expect(await plan([trial(HALF, 1, null)], { machine: gpu })).toEqual([
      ...['no webgpu', 'int8 4', 'int8 1', 'q4 4', 'q4 1', 'f16 1'],
    ]);
  });

  it('begins with the way that is pinned, even where another is faster or another device is chosen', async () => {
    const pin = pinOf(WHOLE, 2);
    const trials = [trial(BYTES, 4, 20)];
    expect((await plan(trials, { pin }))[0]).toBe('q4 2');
    expect((await plan(trials, { pin, choice: 'webgpu' }))[0]).toBe('q4 2');
    expect((await plan(trials, { pin: pinOf(BYTES, 4) })).filter((step) => step === 'int8 4')).toHaveLength(
      1,
    );
  });

  it('says why a pin cannot be used, and goes on without it', async () => {
    const reasonFor = async (pin: VariantPin, machine: typeof FOUR_THREADS) => {
      const [first, ...rest] = await planDevices(ENTRY, 'auto', machine, { pin, trials: [] });
      if (!first || !('failure' in first)) return expect.unreachable('the pin was used');
      expect(told(rest).filter((step) => !step.startsWith('no '))[0]).toMatch(/^int8/);
      return first.failure.message;
    };
    expect(await reasonFor(pinOf(HALF, 1), FOUR_THREADS)).toMatch(/no WebGPU/);
    expect(await reasonFor(pinOf(variant('wasm', 'q1'), 1), FOUR_THREADS)).toMatch(/no longer has/);
    const alone = { ...machineWith(null, 1), logicalCores: 8 };
    expect(await reasonFor(pinOf(BYTES, 4), alone)).toMatch(/not isolated/);
  });

  it('heeds the device of the settings among what was measured', async () => {
    const gpu = { ...FOUR_THREADS, probeGpu: machineWith(GPU).probeGpu };
    const trials = [trial(HALF, 1, 90), trial(BYTES, 4, 20)];
    expect((await plan(trials, { choice: 'wasm', machine: gpu }))[0]).toBe('int8 4');
    expect((await plan(trials, { machine: gpu }))[0]).toBe('f16 1');
  });

  it('forgets measurements of ways that this machine no longer offers', async () => {
    expect(await plan([trial(HALF, 1, 90), trial(BYTES, 4, 20)])).toEqual([
      ...['no webgpu', 'int8 4', 'int8 1', 'q4 4', 'q4 1'],
    ]);
  });
});

describe('the ways worth a trial', () => {
  it('are all variants, with the usual number of threads, then more up to the cores, then fewer', async () => {
    expect(told(await possibleWays(ENTRY, FOUR_THREADS))).toEqual([
      ...['no webgpu', 'int8 4', 'int8 8', 'int8 2', 'int8 1'],
      ...['q4 4', 'q4 8', 'q4 2', 'q4 1'],
    ]);
  });

  it('have one thread, with the reason, where the page is not isolated', async () => {
    const alone = { ...machineWith(null, 1), logicalCores: 8 };
    expect(told(await possibleWays(ENTRY, alone))).toEqual([
      ...['no webgpu', 'no wasm', 'int8 1', 'no wasm', 'q4 1'],
    ]);
  });

  it('leave out no GPU that another device is chosen for', async () => {
    const machine = { ...machineWith({ ...GPU, shaderF16: false }, 2), logicalCores: 2 };
    const [first] = await possibleWays(ENTRY, machine);
    expect(first).toMatchObject({ failure: { message: expect.stringContaining('16-bit') } });
  });
});
