import { expect, it } from 'vitest';
import { probeMachine } from './probe-machine';

it('tells speeds that memory can have, in about the time it promises', async () => {
  const start = performance.now();
  const probe = await probeMachine({ clock: { now: () => 1234 } });
  // Half a second on a quiet machine; tests share theirs.
  expect(performance.now() - start).toBeLessThan(5000);
  // From a small phone to the widest memory of a workstation.
  expect(probe.memoryBytesPerSecond).toBeGreaterThan(0.5e9);
  expect(probe.memoryBytesPerSecond).toBeLessThan(500e9);
  expect(probe.measuredAt).toBe(1234);
});

it('tells much the same again', async () => {
  const [first, second] = [await probeMachine(), await probeMachine()];
  const ratio = first.memoryBytesPerSecond / second.memoryBytesPerSecond;
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});

it('asks the GPU for one device and gives it back, whatever it measures', async () => {
  const destroyed: unknown[] = [];
  const adapter = {
    features: new Set(),
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
    info: { vendor: 'acme', architecture: 'one' },
    requestDevice: async () => ({
      limits: { maxBufferSize: 2 ** 28 },
      destroy: () => destroyed.push('device'),
    }),
  };
  const probe = await probeMachine({ gpu: { gpu: { requestAdapter: async () => adapter } } });
  expect(probe.gpuBytesPerSecond).toBeNull();
  expect(destroyed).toEqual(['device']);
});
