import { DynamicCache, env, Tensor } from '@huggingface/transformers';
import { Tensor as OnnxTensor } from 'onnxruntime-web/webgpu';
import { describe, expect, it } from 'vitest';
import { toContractWorker } from '../../../tests/support/contract-worker';
import { fetchedWeights } from '../../../tests/support/fetched-weights';
import type { ModelEntry } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../../models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../models/catalogue/smollm2-135m-desk';
import { probeGpu } from '../../platform/probe-gpu';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { checkKnownAnswer } from '../known-answer';
import { copyBeginning } from './cache-copies';
import { createTransformersEngine } from './transformers-engine';

const MINUTES = 60_000;

function gpuTarget(model: ModelEntry): ContractTarget {
  const variant =
    model.variants.find(({ device }) => device === 'webgpu') ?? expect.unreachable('no WebGPU variant');
  return { model, variant, weights: fetchedWeights(model), threads: 1 };
}

describeEngineContract({
  name: 'transformers.js on WebGPU',
  createEngine: createTransformersEngine,
  embedder: gpuTarget(ALL_MINILM_L6_V2),
  generator: gpuTarget(SMOLLM2_135M_DESK),
  // An emulated GPU takes some twenty seconds a token.
  scope: 'smoke',
  timeout: 20 * MINUTES,
  propertyRuns: 1,
  spawnWorker: () =>
    toContractWorker(
      new Worker(new URL('../../../tests/support/transformers-worker.ts', import.meta.url), {
        type: 'module',
      }),
    ),
});

describe('transformers.js on WebGPU', { timeout: 20 * MINUTES }, () => {
  it('has a GPU here, if only an emulated one', async () => {
    expect(await probeGpu()).not.toBeNull();
  });

  it('passes the known answer of the embedder', async () => {
    const target = gpuTarget(ALL_MINILM_L6_V2);
    const { signal } = new AbortController();
    const loaded = await createTransformersEngine().load({ ...target, signal });
    expect(await checkKnownAnswer(target.model, loaded, signal)).toBeNull();
    await loaded.unload();
  });

  it('copies the beginning of keys and values without leaving the GPU', async () => {
    const target = gpuTarget(ALL_MINILM_L6_V2);
    const { signal } = new AbortController();
    const loaded = await createTransformersEngine().load({ ...target, signal });
    const device = (await env.backends.onnx.webgpu?.device) ?? expect.unreachable('no device');
    const [heads, positions, size, length] = [3, 7, 64, 4];
    const data = Float32Array.from({ length: heads * positions * size }, (_, i) => i);
    const buffer = device.createBuffer({ size: data.byteLength, usage: COPIED_STORAGE });
    device.queue.writeBuffer(buffer, 0, data);
    const original = new Tensor(
      OnnxTensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: [1, heads, positions, size] }),
    );
    const copies = await copyBeginning(new DynamicCache({ 'past_key_values.0.key': original }), length);
    const [copy] = Object.values(copies);
    expect(copy?.location).toBe('gpu-buffer');
    expect(copy?.dims).toEqual([1, heads, length, size]);
    const expected = [0, 1, 2].flatMap((head) => [
      ...data.slice(head * positions * size, (head * positions + length) * size),
    ]);
    expect([...(await readBuffer(device, copy?.ort_tensor.gpuBuffer, expected.length * 4))]).toEqual(
      expected,
    );
    await copies.dispose();
    await loaded.unload();
  });
});

/** `GPUBufferUsage.COPY_SRC | COPY_DST | STORAGE`, in the values that WebGPU fixes. */
const COPIED_STORAGE = 0x4 | 0x8 | 0x80;
/** `GPUBufferUsage.MAP_READ | COPY_DST`. */
const READ_BACK = 0x1 | 0x8;

async function readBuffer(device: GPUDevice, buffer: GPUBuffer | undefined, bytes: number) {
  const target = device.createBuffer({ size: bytes, usage: READ_BACK });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer ?? expect.unreachable('no buffer'), 0, target, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await target.mapAsync(1);
  return new Float32Array(target.getMappedRange());
}
