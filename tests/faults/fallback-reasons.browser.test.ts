import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DeviceRefusal, LoadedModelInfo } from '../../src/contracts/inference-api';
import { planDevices } from '../../src/worker-client/device-plan';
import { FAKE_GENERATOR } from '../../src/engines/fake/fake-models';
import type { GpuFacts } from '../../src/contracts/machine';
import { createFakeApp } from '../fixtures/fake-app';
import { modelCard, showModels, STARTER } from '../fixtures/models-page';
import { GPU, machineWith } from '../support/fake-inference-client';

const MODEL = {
  ...FAKE_GENERATOR,
  variants: FAKE_GENERATOR.variants.map((variant) => ({
    ...variant,
    requiresF16: variant.device === 'webgpu',
  })),
};

describe('what a machine lacks is said on the card of the model that runs otherwise (fault 19)', () => {
  beforeEach(() => page.viewport(390, 844));

  async function showOn(gpu: GpuFacts | null, isolated = true): Promise<void> {
    const machine = { ...machineWith(gpu, isolated ? 2 : 1), crossOriginIsolated: isolated };
    const steps = await planDevices(MODEL, 'auto', machine);
    const refused = steps.filter((step): step is DeviceRefusal => 'failure' in step);
    const loaded: LoadedModelInfo = {
      ...{ modelId: STARTER.id, engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q4' },
      ...{ threads: isolated ? 2 : 1, loadMs: 900, refused },
    };
    await showModels(createFakeApp(), { ...STARTER, card: { ...STARTER.card, loaded } });
  }

  test('no WebGPU', async () => {
    await showOn(null);
    await expect
      .element(modelCard('Starter'))
      .toHaveTextContent('Not on the graphics card (WebGPU): This browser offers no WebGPU on this machine.');
  });

  test('no 16-bit floats in shaders', async () => {
    await showOn({ ...GPU, shaderF16: false });
    await expect
      .element(modelCard('Starter'))
      .toHaveTextContent(/Not on the graphics card \(WebGPU\): .* 16-bit numbers/);
  });

  test('no cross-origin isolation, hence no threads', async () => {
    await showOn(null, false);
    await expect
      .element(modelCard('Starter'))
      .toHaveTextContent(/Not as was meant first: This page is not isolated .* one thread only/);
    await expect.element(modelCard('Starter')).toHaveTextContent('1 thread');
  });
});
