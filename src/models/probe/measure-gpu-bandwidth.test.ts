import { describe, expect, it } from 'vitest';
import { measureGpuBandwidth } from './measure-gpu-bandwidth';

interface FakeGpu {
  readonly navigator: object;
  /** Devices handed out and not given back. */
  readonly open: () => number;
  /** Bytes of all copies that were submitted. */
  readonly copiedBytes: () => number;
}

/** A GPU that copies in no time, or breaks at the step of that name. */
function fakeGpu({
  software = false,
  maxBufferSize = 2 ** 40,
  error = null,
  breaksAt = '',
}: {
  software?: boolean;
  maxBufferSize?: number;
  error?: unknown;
  breaksAt?: string;
} = {}): FakeGpu {
  let open = 0;
  let copiedBytes = 0;
  const step = <T>(name: string, value: T): T => {
    if (name === breaksAt) throw new Error(`${name} failed`);
    return value;
  };
  const limits = { maxBufferSize, maxStorageBufferBindingSize: maxBufferSize };
  const device = {
    limits,
    queue: {
      submit: () => step('submit', undefined),
      // Slow enough for the clock to see it.
      onSubmittedWorkDone: async () => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        step('onSubmittedWorkDone', undefined);
      },
    },
    createBuffer: () => step('createBuffer', { destroy: () => undefined }),
    createCommandEncoder: () => ({
      copyBufferToBuffer: (_from: unknown, _at: number, _to: unknown, _start: number, bytes: number) => {
        copiedBytes += bytes;
      },
      finish: () => ({}),
    }),
    pushErrorScope: () => undefined,
    popErrorScope: async () => error,
    destroy: () => {
      open -= 1;
    },
  };
  const adapter = {
    features: new Set<string>(),
    limits,
    info: { vendor: software ? 'google' : 'nvidia', architecture: software ? 'swiftshader' : 'ampere' },
    requestDevice: async () => {
      step('requestDevice', undefined);
      open += 1;
      return device;
    },
  };
  return {
    navigator: { gpu: { requestAdapter: async () => adapter } },
    open: () => open,
    copiedBytes: () => copiedBytes,
  };
}

describe('the speed of the GPU’s memory', () => {
  it('is that of the copies it made, each read once and written once', async () => {
    const { navigator, copiedBytes, open } = fakeGpu();
    const start = performance.now();
    const speed = await measureGpuBandwidth(navigator);
    const seconds = (performance.now() - start) / 1000;
    // All copies in all the time are slower than the best run of them.
    expect(speed).toBeGreaterThan((2 * copiedBytes()) / seconds / 3);
    expect(speed).toBeLessThan((2 * copiedBytes()) / 0.001);
    expect(open()).toBe(0);
  });

  it('is unknown without WebGPU and on a GPU that is only emulated, which is not even asked', async () => {
    const emulated = fakeGpu({ software: true });
    expect(await measureGpuBandwidth({})).toBeNull();
    expect(await measureGpuBandwidth(emulated.navigator)).toBeNull();
    expect(emulated.copiedBytes()).toBe(0);
  });

  it('never asks for a larger buffer than the device allows', async () => {
    const { navigator, copiedBytes } = fakeGpu({ maxBufferSize: 2 ** 20 });
    expect(await measureGpuBandwidth(navigator)).toBeGreaterThan(0);
    expect(copiedBytes() % 2 ** 20).toBe(0);
    expect(copiedBytes()).toBeLessThan(2 ** 30);
  });

  it.each(['requestDevice', 'createBuffer', 'submit', 'onSubmittedWorkDone'])(
    'is unknown when %s fails, and the device is given back',
    async (breaksAt) => {
      const { navigator, open } = fakeGpu({ breaksAt });
      expect(await measureGpuBandwidth(navigator)).toBeNull();
      expect(open()).toBe(0);
    },
  );

  it('is unknown when the device only reports that a buffer did not fit', async () => {
    const { navigator, open } = fakeGpu({ error: new Error('out of memory') });
    expect(await measureGpuBandwidth(navigator)).toBeNull();
    expect(open()).toBe(0);
  });
});
