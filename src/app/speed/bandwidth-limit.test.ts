import { expect, test } from 'vitest';
import type { ModelVariant } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../../models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../models/catalogue/smollm2-135m-desk';
import { mostTokensPerSecond, weightBytesOfToken } from './bandwidth-limit';

const PROBE = { memoryBytesPerSecond: 30e9, gpuBytesPerSecond: null, measuredAt: 0 };

function variant(wanted: Partial<ModelVariant>): ModelVariant {
  const found = SMOLLM2_135M_DESK.variants.find((one) =>
    Object.entries(wanted).every(([key, value]) => one[key as keyof ModelVariant] === value),
  );
  return found ?? expect.unreachable(JSON.stringify(wanted));
}

test('weights are read as they are held: expanded on WASM, as stored on the GPU', () => {
  const { parameters } = SMOLLM2_135M_DESK;
  expect(weightBytesOfToken(SMOLLM2_135M_DESK, variant({ device: 'wasm', dtype: 'q4' }))).toBe(
    4 * parameters,
  );
  expect(weightBytesOfToken(SMOLLM2_135M_DESK, variant({ device: 'wasm', dtype: 'int8' }))).toBe(parameters);
  const stored = weightBytesOfToken(SMOLLM2_135M_DESK, variant({ device: 'webgpu' })) ?? 0;
  expect(stored).toBeGreaterThan(0.75 * parameters);
  expect(stored).toBeLessThan(0.85 * parameters);
});

test('every way of the starter on this machine has a limit', () => {
  for (const way of SMOLLM2_135M_DESK.variants.filter(({ device }) => device === 'wasm')) {
    const most = mostTokensPerSecond(SMOLLM2_135M_DESK, way, PROBE) ?? 0;
    expect(most).toBeGreaterThan(30);
    expect(most).toBeLessThan(400);
  }
  const onGpu = variant({ device: 'webgpu' });
  expect(mostTokensPerSecond(SMOLLM2_135M_DESK, onGpu, PROBE)).toBeNull();
  expect(
    mostTokensPerSecond(SMOLLM2_135M_DESK, onGpu, { ...PROBE, gpuBytesPerSecond: 1e12 }),
  ).toBeGreaterThan(5000);
});

test('embedders and models that others run have none', () => {
  for (const way of ALL_MINILM_L6_V2.variants)
    expect(mostTokensPerSecond(ALL_MINILM_L6_V2, way, PROBE)).toBeNull();
  const served = { ...SMOLLM2_135M_DESK, files: [], variants: [] };
  const way = { engine: 'own-server', device: 'server', graph: 'm', dtype: '' } as const;
  expect(mostTokensPerSecond(served, way, PROBE)).toBeNull();
});
