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
  { engine: 'transformers', threads: 1, measured: [14, 14] },
  { engine: 'transformers', threads: 2, measured: [20, 20] },
  { engine: 'wllama', threads: 1, measured: [6.5, 8.3] },
  { engine: 'wllama', threads: 2, measured: [10.7, 14] },
] as const)(
  'comes within a fifth of what was measured of the starter on $engine, threads: $threads',
  ({ engine, threads, measured }) => {
    const speed = estimateSpeed({ ...SMOLLM2_135M_DESK, engine }, 'wasm', { probe: MEASURED, threads });
    expect(speed).toBeGreaterThan(measured[0] * 0.8);
    expect(speed).toBeLessThan(measured[1] * 1.2);
  },
);

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
