import { expect, it } from 'vitest';
import { findListing } from '../catalogue/listings';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../catalogue/smollm2-135m-desk';
import { estimateSpeed } from './estimate-speed';

const probe = (memoryGigabytes: number, gpuGigabytes: number | null = null) => ({
  memoryBytesPerSecond: memoryGigabytes * 1e9,
  gpuBytesPerSecond: gpuGigabytes === null ? null : gpuGigabytes * 1e9,
  measuredAt: 0,
});
/** What the probe tells of the machine on which the engines were measured. */
const MEASURED = probe(30);

it.each([
  { engine: 'transformers', dtype: 'int8', threads: 1, measured: [43, 56] },
  { engine: 'transformers', dtype: 'int8', threads: 2, measured: [56, 74] },
  { engine: 'transformers', dtype: 'q4', threads: 1, measured: [32, 43] },
  { engine: 'transformers', dtype: 'q4', threads: 2, measured: [42, 55] },
  { engine: 'wllama', dtype: 'Q4_1', threads: 1, measured: [15, 19] },
  { engine: 'wllama', dtype: 'Q4_1', threads: 2, measured: [26, 31] },
] as const)(
  'comes within a tenth of what was measured of the starter on $engine, $dtype, threads: $threads',
  ({ engine, dtype, threads, measured }) => {
    const starter = { ...SMOLLM2_135M_DESK, engine, variants: [{ device: 'wasm', dtype }] as const };
    const speed = estimateSpeed(starter, 'wasm', { probe: MEASURED, threads });
    expect(speed).toBeGreaterThan(measured[0] * 0.9);
    expect(speed).toBeLessThan(measured[1] * 1.1);
  },
);

it('goes by the way that is tried first', () => {
  const machine = { probe: MEASURED, threads: 1 };
  const { variants } = SMOLLM2_135M_DESK;
  expect(variants.filter(({ device }) => device === 'wasm').map(({ dtype }) => dtype)).toEqual([
    'int8',
    'q4',
  ]);
  const reversed = { ...SMOLLM2_135M_DESK, variants: variants.toReversed() };
  expect(estimateSpeed(SMOLLM2_135M_DESK, 'wasm', machine)).toBeGreaterThan(45);
  expect(estimateSpeed(reversed, 'wasm', machine)).toBeLessThan(40);
});

it.each([
  { model: 'Llama 3.1 8B', parameters: 8.03e9, measured: 41.1 },
  { model: 'Phi-3.5 mini', parameters: 3.82e9, measured: 71.1 },
])('comes within a fifth of what WebLLM’s authors measured of $model', ({ parameters, measured }) => {
  const listing = {
    task: 'text-generation',
    engine: 'web-llm',
    parameters,
    downloadBytes: (parameters * 4.5) / 8,
  } as const;
  const speed = estimateSpeed(listing, 'webgpu', { probe: probe(30, 400), threads: 8 });
  expect(speed).toBeGreaterThan(measured * 0.8);
  expect(speed).toBeLessThan(measured * 1.2);
});

it('promises no small model more than starting the kernels allows', () => {
  const listing = findListing('smollm2-135m-onnx');
  expect(listing && estimateSpeed(listing, 'webgpu', { probe: probe(30, 3000), threads: 8 })).toBeLessThan(
    200,
  );
});

it('is unknown without a probe, without a measured GPU, and for embedders', () => {
  expect(estimateSpeed(SMOLLM2_135M_DESK, 'wasm', { probe: null, threads: 2 })).toBeNull();
  expect(estimateSpeed(SMOLLM2_135M_DESK, 'webgpu', { probe: MEASURED, threads: 2 })).toBeNull();
  expect(estimateSpeed(ALL_MINILM_L6_V2, 'wasm', { probe: MEASURED, threads: 2 })).toBeNull();
});
