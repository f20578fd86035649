import { expect, it } from 'vitest';
import { measureCopies, measureGpuBandwidth, type GpuDevice } from './measure-gpu-bandwidth';

interface EmulatedGpu {
  readonly gpu: {
    requestAdapter(): Promise<{ requestDevice(): Promise<GpuDevice & { lost: Promise<unknown> }> }>;
  };
}

it('copies on a real WebGPU device, if only an emulated one, and tells a speed that memory can have', async () => {
  const adapter = await (navigator as unknown as EmulatedGpu).gpu.requestAdapter();
  const device = await adapter.requestDevice();
  const speed = await measureCopies(device);
  device.destroy();
  // Copies within the machine's own memory.
  expect(speed).toBeGreaterThan(0.1e9);
  expect(speed).toBeLessThan(500e9);
});

it('measures nothing on an emulated GPU, because that says nothing about speed', async () => {
  expect(await measureGpuBandwidth()).toBeNull();
});
