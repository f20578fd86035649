import { describe, expect, it } from 'vitest';
import type { MachineProfile } from '../../contracts/machine';
import type { EngineId } from '../../contracts/model';
import { LISTINGS } from '../catalogue/listings';
import { adviseModels } from './advise-models';

const ENGINES: ReadonlySet<EngineId> = new Set(['transformers', 'wllama', 'web-llm']);
const machineWithGpu = (gpuGigabytes: number | null): MachineProfile => ({
  gpu: {
    name: 'some gpu',
    shaderF16: true,
    isFallback: false,
    maxBufferSize: 2 ** 32,
    maxStorageBufferBindingSize: 2 ** 31,
  },
  threads: 4,
  memoryGiB: 8,
  freeBytes: 50e9,
  probe: {
    memoryBytesPerSecond: 30e9,
    gpuBytesPerSecond: gpuGigabytes === null ? null : gpuGigabytes * 1e9,
    measuredAt: 0,
  },
});

function recommendedOn(
  machine: MachineProfile,
  engines = ENGINES,
  listings = LISTINGS,
): { readonly id: string; readonly reason: string | undefined }[] {
  return [...adviseModels(listings, machine, engines)]
    .filter(([, { recommended }]) => recommended)
    .map(([id, { reasons }]) => ({ id, reason: reasons[0] }));
}
const generatorOn = (...args: Parameters<typeof recommendedOn>): string | undefined =>
  recommendedOn(...args).find(({ id }) => id !== 'all-minilm-l6-v2')?.id;

describe('the recommended generator', () => {
  it('is larger the faster the GPU is, and the largest that keeps up with a reader', () => {
    const sizes = [10, 30, 100, 400].map((speed) => {
      const id = generatorOn(machineWithGpu(speed));
      return LISTINGS.find((listing) => listing.id === id)?.parameters ?? 0;
    });
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(new Set(sizes).size).toBeGreaterThan(2);
    const advice = adviseModels(LISTINGS, machineWithGpu(100), ENGINES);
    const chosen = [...advice.values()].find(
      ({ recommended, tokensPerSecond }) => recommended && tokensPerSecond,
    );
    expect(chosen?.tokensPerSecond).toBeGreaterThanOrEqual(10);
  });

  it('says why', () => {
    expect(recommendedOn(machineWithGpu(100)).map(({ reason }) => reason)).toContain(
      'Recommended as the largest that this machine runs at reading speed.',
    );
  });

  it('is never one that may turn out too large for the memory', () => {
    const machine = machineWithGpu(2000);
    const advice = adviseModels(LISTINGS, machine, ENGINES);
    expect(advice.get('mistral-7b-mlc')).toMatchObject({ fit: 'good', recommended: false });
    expect(generatorOn(machine)).toBe('qwen3-4b-mlc');
  });

  it.each([
    ['nothing was measured', { ...machineWithGpu(400), probe: null }, /Measure this machine/],
    ['the GPU could not be measured', machineWithGpu(null), /could not be measured/],
    ['no larger one is quick enough', machineWithGpu(1), /No larger one/],
    ['there is no GPU', { ...machineWithGpu(null), gpu: null }, /Without a GPU/],
  ])('is the tested starter where %s', (_case, machine, reason) => {
    const [chosen] = recommendedOn(machine).filter(({ id }) => id !== 'all-minilm-l6-v2');
    expect(chosen?.id).toBe('smollm2-135m-desk');
    expect(chosen?.reason).toMatch(/tested and tuned on desk mail/);
    expect(chosen?.reason).toMatch(reason);
  });

  it('is the tested one among those of its size', () => {
    const small = LISTINGS.filter(({ parameters }) => parameters < 150e6);
    expect(generatorOn(machineWithGpu(400), ENGINES, small.toReversed())).toBe('smollm2-135m-desk');
  });

  it('is of an engine that this version has', () => {
    expect(generatorOn(machineWithGpu(2000), new Set(['transformers']))).toMatch(/-onnx$/);
  });
});

it('recommends the embedder that sorting was trained with, however fast the machine is', () => {
  for (const machine of [machineWithGpu(2000), { ...machineWithGpu(null), gpu: null, probe: null }]) {
    expect(recommendedOn(machine)).toContainEqual({
      id: 'all-minilm-l6-v2',
      reason: 'Recommended, because sorting was trained with it.',
    });
  }
});

it('recommends at most one for each task, and nothing that does not run', () => {
  expect(recommendedOn(machineWithGpu(100))).toHaveLength(2);
  expect(recommendedOn(machineWithGpu(100), new Set())).toEqual([]);
  expect(recommendedOn({ ...machineWithGpu(100), memoryGiB: 0.25 })).toEqual([]);
});

it('asks for no room for what is stored already', () => {
  const full = { ...machineWithGpu(100), freeBytes: 0 };
  const stored = new Map(LISTINGS.map(({ id, downloadBytes }) => [id, downloadBytes]));
  expect(adviseModels(LISTINGS, full, ENGINES).get('qwen3-4b-mlc')?.fit).toBe('too-large');
  expect(adviseModels(LISTINGS, full, ENGINES, stored).get('qwen3-4b-mlc')?.fit).toBe('good');
});
