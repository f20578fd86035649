import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mlcFolder } from '../../../tests/support/mlc-folder';
import { folderWeights, mlcEntry } from '../../../tests/support/web-llm/mlc-entry';
import type { LoadOptions } from '../../contracts/engine';
import { toFailure, type Failure } from '../../contracts/failure';
import { probeGpu } from '../../platform/probe-gpu';
import { createWebLlmEngine } from './web-llm-engine';

/** With a library that has no model in it, web-llm comes as far as the model: through library, GPU, tokenizer and all weights. */
const FILES = mlcFolder({ tensors: false });
const READ = [
  'mlc-chat-config.json',
  'tensor-cache.json',
  'tokenizer.json',
  'Tiny-Writer-q4f16_1-webgpu.wasm',
  'params_shard_0.bin',
  'params_shard_1.bin',
];

const devices: GPUDevice[] = [];

beforeEach(() => {
  devices.length = 0;
  const { prototype } = GPUAdapter;
  const requestDevice = prototype.requestDevice;
  vi.spyOn(prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  });
});
afterEach(() => vi.restoreAllMocks());

async function failureOfLoad(
  onRead: (path: string) => void,
  more: Partial<LoadOptions> = {},
): Promise<Failure> {
  const model = mlcEntry(FILES);
  const [variant] = model.variants;
  if (!variant) return expect.unreachable('no variant');
  const weights = folderWeights(model, FILES, onRead);
  const { signal } = new AbortController();
  return createWebLlmEngine()
    .load({ model, variant, weights, threads: 1, signal, ...more })
    .then(
      () => expect.unreachable('loaded'),
      (error: unknown) => toFailure(error),
    );
}

/** Every device that was made is gone, and every memory with it. */
async function expectDevicesGone(): Promise<void> {
  expect(devices).not.toEqual([]);
  for (const { reason } of await Promise.all(devices.map(({ lost }) => lost)))
    expect(reason).toBe('destroyed');
}

it('has a GPU here, if only an emulated one', async () => {
  expect(await probeGpu()).not.toBeNull();
});

it('reads everything from the store alone, and says that the library does not fit', async () => {
  const asked: string[] = [];
  const told: number[] = [];
  performance.clearResourceTimings();
  const failure = await failureOfLoad((path) => asked.push(path), {
    onProgress: (fraction) => told.push(fraction),
  });
  expect(failure).toMatchObject({
    code: 'engine-unavailable',
    message: expect.stringContaining('model library'),
  });
  expect(asked).toEqual(READ);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const requested = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  expect(requested.filter(({ origin }) => origin !== location.origin)).toEqual([]);
  expect(await caches.keys()).toEqual([]);
  expect((await indexedDB.databases()).filter(({ name }) => /webllm|tvm/.test(name ?? ''))).toEqual([]);
  await expectDevicesGone();
});

it('stops in the middle of the weights when cancelled, and gives the GPU back', async () => {
  const controller = new AbortController();
  const asked: string[] = [];
  const failure = await failureOfLoad(
    (path) => {
      asked.push(path);
      if (path === 'params_shard_0.bin') controller.abort();
    },
    { signal: controller.signal },
  );
  expect(failure.code).toBe('cancelled');
  expect(asked).toEqual(READ.slice(0, -1));
  expect(await caches.keys()).toEqual([]);
  await expectDevicesGone();
});

it('tells a GPU that is lost while it loads', async () => {
  const failure = await failureOfLoad((path) => {
    if (path === 'params_shard_0.bin') for (const device of devices) device.destroy();
  });
  expect(failure).toMatchObject({ code: 'device-lost', retryable: true });
  expect(await caches.keys()).toEqual([]);
});
