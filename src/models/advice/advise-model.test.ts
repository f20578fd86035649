import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GpuFacts, MachineProfile } from '../../contracts/machine';
import type { EngineId, ModelListing } from '../../contracts/model';
import { findListing, LISTINGS } from '../catalogue/listings';
import { SMOLLM2_135M_DESK } from '../catalogue/smollm2-135m-desk';
import { adviseModel } from './advise-model';

const ENGINES: ReadonlySet<EngineId> = new Set(['transformers', 'wllama', 'web-llm']);
const GPU: GpuFacts = {
  name: 'nvidia ampere',
  shaderF16: true,
  isFallback: false,
  maxBufferSize: 2 ** 32,
  maxStorageBufferBindingSize: 2 ** 31,
};
const MACHINE: MachineProfile = {
  gpu: GPU,
  threads: 4,
  memoryGiB: 8,
  freeBytes: 50e9,
  probe: { memoryBytesPerSecond: 30e9, gpuBytesPerSecond: 200e9, measuredAt: 0 },
};
const WITHOUT_GPU: MachineProfile = {
  ...MACHINE,
  gpu: null,
  probe: { memoryBytesPerSecond: 30e9, gpuBytesPerSecond: null, measuredAt: 0 },
};

function listing(id: string): ModelListing {
  const found = findListing(id);
  if (!found) throw new Error(`no listing ${id}`);
  return found;
}

describe('a model is refused before the download', () => {
  it('when this version has no engine for it', () => {
    const advice = adviseModel(listing('qwen3-0.6b-gguf'), MACHINE, new Set(['transformers']));
    expect(advice.fit).toBe('no-engine');
    expect(advice.reasons).toEqual(['This version of Deskside has no engine for it.']);
  });

  it.each([
    ['there is none', null, /offers no WebGPU/],
    [
      'it is only emulated',
      { ...GPU, name: 'google swiftshader', isFallback: true },
      /emulated.*swiftshader/,
    ],
    ['it lacks 16-bit floats', { ...GPU, shaderF16: false }, /16-bit floats/],
  ])('when it needs a GPU and %s', (_case, gpu, reason) => {
    const advice = adviseModel(listing('qwen3-0.6b-mlc'), { ...MACHINE, gpu }, ENGINES);
    expect(advice).toMatchObject({ fit: 'no-engine', device: null, tokensPerSecond: null });
    expect(advice.reasons.join()).toMatch(reason);
  });

  it('when one of its parts is larger than the GPU takes in one piece', () => {
    const gpu = { ...GPU, maxStorageBufferBindingSize: 2 ** 27 };
    const advice = adviseModel(listing('llama-3.2-3b-mlc'), { ...MACHINE, gpu }, ENGINES);
    expect(advice).toMatchObject({ fit: 'too-large', device: null });
    expect(advice.reasons).toEqual([
      'Its largest part takes 198 MB, and this GPU (nvidia ampere) takes at most 135 MB in one piece.',
    ]);
    expect(adviseModel(listing('smollm2-360m-mlc'), { ...MACHINE, gpu }, ENGINES).fit).toBe('good');
  });

  it('when it needs more than half of the memory', () => {
    const advice = adviseModel(listing('llama-3.2-3b-gguf'), { ...WITHOUT_GPU, memoryGiB: 4 }, ENGINES);
    expect(advice.fit).toBe('too-large');
    expect(advice.reasons.join()).toMatch(/2\.\d GiB of memory.*half of this machine’s 4 GiB/);
  });

  it('when WASM cannot address what it needs', () => {
    const huge = { ...listing('llama-3.2-3b-gguf'), memoryBytes: 5 * 2 ** 30 };
    const advice = adviseModel(huge, WITHOUT_GPU, ENGINES);
    expect(advice.fit).toBe('too-large');
    expect(advice.reasons.join()).toMatch(/5\.0 GiB.*4 GiB that WASM can address/);
  });

  it('when the storage has no room for it, unless most of it is stored already', () => {
    const machine = { ...MACHINE, freeBytes: 300e6 };
    const model = listing('qwen3-0.6b-mlc');
    const advice = adviseModel(model, machine, ENGINES);
    expect(advice.fit).toBe('too-large');
    expect(advice.reasons.join()).toMatch(/of storage.*300 MB free/);
    expect(adviseModel(model, machine, ENGINES, model.downloadBytes - 200e6).fit).toBe('good');
    expect(adviseModel(model, { ...machine, freeBytes: null }, ENGINES).fit).toBe('good');
  });
});

describe('where the browser does not tell the memory', () => {
  it.each([[8], [null]])('(%s GiB) a large model is not refused, but the doubt is said', (memoryGiB) => {
    const advice = adviseModel(listing('mistral-7b-mlc'), { ...MACHINE, memoryGiB }, ENGINES);
    expect(advice.fit).toBe('good');
    expect(advice.reasons.join()).toMatch(/may turn out too large/);
    const small = adviseModel(listing('smollm2-360m-mlc'), { ...MACHINE, memoryGiB }, ENGINES);
    expect(small.reasons.join()).not.toMatch(/too large/);
  });
});

it('takes a pinned model’s memory from the device that it would run on', () => {
  const machine = { ...MACHINE, memoryGiB: 1 };
  // 0.6 GB on the GPU, 0.4 GB on the processor, where half of the memory is 0.5 GiB.
  expect(adviseModel(SMOLLM2_135M_DESK, machine, ENGINES)).toMatchObject({ fit: 'good', device: 'wasm' });
  expect(adviseModel(SMOLLM2_135M_DESK, { ...machine, memoryGiB: 0.5, gpu: null }, ENGINES).fit).toBe(
    'too-large',
  );
});

it('goes on with the processor where the GPU does not serve, and says why', () => {
  const gpu = { ...GPU, isFallback: true };
  const advice = adviseModel(SMOLLM2_135M_DESK, { ...WITHOUT_GPU, gpu, threads: 2 }, ENGINES);
  expect(advice).toMatchObject({ fit: 'good', device: 'wasm' });
  expect(advice.tokensPerSecond).toBeCloseTo(71, 0);
  expect(advice.reasons).toEqual([
    'WebGPU is only emulated by the processor here (nvidia ampere), which is far too slow.',
    'It would run on the processor, with 2 threads.',
    'By the measured speed of this machine it writes about 71 tokens a second.',
  ]);
});

it('calls a model slow that writes less than people have patience for', () => {
  const advice = adviseModel(listing('llama-3.2-1b-gguf'), WITHOUT_GPU, ENGINES);
  expect(advice).toMatchObject({ fit: 'slow', device: 'wasm' });
  expect(advice.tokensPerSecond).toBeLessThan(4);
  expect(advice.reasons.join()).toMatch(/which is slow/);
});

it('claims no speed before the machine was measured', () => {
  const advice = adviseModel(listing('qwen3-1.7b-mlc'), { ...MACHINE, probe: null }, ENGINES);
  expect(advice).toMatchObject({ fit: 'good', tokensPerSecond: null });
  expect(advice.reasons.join()).toMatch(/not known until this machine has been measured/);
});

describe('on any machine', () => {
  const bytes = fc.double({ min: 1e8, max: 4e12, noNaN: true });
  const machines: fc.Arbitrary<MachineProfile> = fc.record({
    gpu: fc.option(
      fc.record({
        name: fc.constant('some gpu'),
        shaderF16: fc.boolean(),
        isFallback: fc.boolean(),
        maxBufferSize: fc.integer({ min: 2 ** 27, max: 2 ** 32 }),
        maxStorageBufferBindingSize: fc.integer({ min: 2 ** 27, max: 2 ** 32 }),
      }),
    ),
    threads: fc.integer({ min: 1, max: 64 }),
    memoryGiB: fc.option(fc.constantFrom(0.25, 0.5, 1, 2, 4, 8, 16, 32)),
    freeBytes: fc.option(fc.integer({ min: -1e6, max: 1e11 })),
    probe: fc.option(
      fc.record({
        memoryBytesPerSecond: bytes,
        gpuBytesPerSecond: fc.option(bytes),
        measuredAt: fc.constant(0),
      }),
    ),
  });
  const listings = fc.constantFrom(...LISTINGS);
  const order = { 'no-engine': 0, 'too-large': 0, slow: 1, good: 2 };

  it('there is a reason for everything, and a device exactly where the model runs', () => {
    fc.assert(
      fc.property(listings, machines, (model, machine) => {
        const advice = adviseModel(model, machine, ENGINES);
        expect(advice.reasons).not.toHaveLength(0);
        for (const reason of advice.reasons) expect(reason).toMatch(/^[A-Z].*\.$/s);
        expect(advice.device !== null).toBe(order[advice.fit] > 0);
        if (advice.device !== null) expect(model.devices).toContain(advice.device);
      }),
    );
  });

  it('more memory, more room or a faster memory never makes a model fit less', () => {
    fc.assert(
      fc.property(
        listings,
        machines,
        fc.double({ min: 1, max: 16, noNaN: true }),
        (model, machine, factor) => {
          const { memoryGiB, freeBytes, probe } = machine;
          const better: MachineProfile = {
            ...machine,
            memoryGiB: memoryGiB && memoryGiB * factor,
            freeBytes: freeBytes && (freeBytes > 0 ? freeBytes * factor : freeBytes),
            probe: probe && {
              ...probe,
              memoryBytesPerSecond: probe.memoryBytesPerSecond * factor,
              gpuBytesPerSecond: probe.gpuBytesPerSecond && probe.gpuBytesPerSecond * factor,
            },
          };
          const before = adviseModel(model, machine, ENGINES);
          const after = adviseModel(model, better, ENGINES);
          expect(order[after.fit]).toBeGreaterThanOrEqual(order[before.fit]);
        },
      ),
    );
  });
});
