import { expect, it, vi } from 'vitest';
import { probeGpu } from './probe-gpu';

const limits = { maxBufferSize: 256, maxStorageBufferBindingSize: 128 };
const withAdapter = (adapter: unknown): object => ({ gpu: { requestAdapter: async () => adapter } });

it('is null without WebGPU, without an adapter, and when the GPU process is gone', async () => {
  expect(await probeGpu({})).toBeNull();
  expect(await probeGpu(withAdapter(null))).toBeNull();
  expect(await probeGpu({ gpu: { requestAdapter: () => Promise.reject(new Error('lost')) } })).toBeNull();
});

it('names the adapter and tells its half precision and limits', async () => {
  const adapter = {
    features: new Set(['shader-f16']),
    limits,
    info: { vendor: 'nvidia', architecture: 'ampere', description: '' },
  };
  expect(await probeGpu(withAdapter(adapter))).toEqual({
    name: 'nvidia ampere',
    shaderF16: true,
    isFallback: false,
    ...limits,
  });
});

it('tells a software adapter, whether or not the browser does', async () => {
  const plain = { features: new Set(), limits, info: { vendor: 'google', architecture: 'swiftshader' } };
  const told = { features: new Set(), limits, info: { vendor: 'x', isFallbackAdapter: true } };
  expect((await probeGpu(withAdapter(plain)))?.isFallback).toBe(true);
  expect((await probeGpu(withAdapter(told)))?.isFallback).toBe(true);
});

it('takes a GPU process that does not answer for none', async () => {
  vi.useFakeTimers();
  const probe = probeGpu({ gpu: { requestAdapter: () => new Promise(() => undefined) } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await probe).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
