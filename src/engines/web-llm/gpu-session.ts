import type { DesksideError } from '../../contracts/failure';
import { unavailable } from '../engine-failures';
import { Loss, type OnLost } from '../loss';
import { gpuLost, gpuMemoryShort } from './runtime-failure';

/** What a model needs of the GPU. */
export interface GpuNeeds {
  /** For people. */
  readonly name: string;
  readonly shaderF16: boolean;
  /** Bytes that one buffer must hold. */
  readonly largestTensorBytes: number;
}

/** The GPU device that web-llm takes for one model. web-llm only logs its loss, and forgets it when a load fails. */
export interface GpuSession {
  /** Runs `work`, watching the devices that are made meanwhile. */
  watch<T>(work: () => Promise<T>): Promise<T>;
  /** Tells of `device-lost` or `out-of-memory` once the device is gone without `release`. */
  readonly onLost: OnLost;
  /** What `onLost` has told; null before. */
  readonly failure: DesksideError | null;
  /** Gives the device and all of its memory back. */
  release(): void;
}

/** TVM asks for buffers of this size, or else for less, whatever more the adapter could do. */
const LIMITS = {
  maxBufferSize: [2 ** 30, 2 ** 28],
  maxStorageBufferBindingSize: [2 ** 30, 2 ** 27],
} as const;

/** Rejects with `engine-unavailable` when there is no GPU or it cannot run the model. */
export async function openGpu(needs: GpuNeeds): Promise<GpuSession> {
  const gpu = 'gpu' in navigator ? navigator.gpu : undefined;
  if (!gpu) throw unavailable('This browser offers no WebGPU, which models of WebLLM need.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw unavailable('The browser finds no graphics processor here that WebGPU can use.');
  requireAdapter(adapter, needs);
  return createSession(gpu, needs.name);
}

function requireAdapter(
  { features, limits }: GPUAdapter,
  { name, shaderF16, largestTensorBytes }: GpuNeeds,
): void {
  if (shaderF16 && !features.has('shader-f16')) {
    throw unavailable(
      `${name} needs a graphics processor that computes with 16-bit numbers, which this one does not offer. Choose its version for 32 bits (f32).`,
    );
  }
  const bufferBytes = Math.min(
    limits.maxBufferSize >= LIMITS.maxBufferSize[0] ? LIMITS.maxBufferSize[0] : LIMITS.maxBufferSize[1],
    limits.maxStorageBufferBindingSize >= LIMITS.maxStorageBufferBindingSize[0]
      ? LIMITS.maxStorageBufferBindingSize[0]
      : LIMITS.maxStorageBufferBindingSize[1],
  );
  if (largestTensorBytes <= bufferBytes) return;
  const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
  throw unavailable(
    `${name} needs ${mebibytes(largestTensorBytes)} MiB in one piece, and this graphics processor gives at most ${mebibytes(bufferBytes)} MiB. Choose a smaller model.`,
  );
}

function createSession(gpu: GPU, name: string): GpuSession {
  const devices = new Set<GPUDevice>();
  const loss = new Loss<DesksideError>();
  let released = false;
  let memoryShort = false;

  function watchDevice(device: GPUDevice): GPUDevice {
    devices.add(device);
    if (released) device.destroy();
    const popErrorScope = device.popErrorScope.bind(device);
    // TVM destroys the device when a buffer cannot be made; only these errors tell that from a driver which was reset.
    replaceMethod(device, 'popErrorScope', async () => {
      const error = await popErrorScope();
      if (error instanceof GPUOutOfMemoryError) memoryShort = true;
      return error;
    });
    void device.lost.then(({ message }) => {
      if (!released) loss.report(memoryShort ? gpuMemoryShort(name, message) : gpuLost(message));
    });
    return device;
  }

  function watchAdapter(adapter: GPUAdapter): GPUAdapter {
    const requestDevice = adapter.requestDevice.bind(adapter);
    replaceMethod(adapter, 'requestDevice', async (descriptor) =>
      watchDevice(await requestDevice(descriptor)),
    );
    return adapter;
  }

  return {
    async watch(work) {
      const requestAdapter = gpu.requestAdapter.bind(gpu);
      const restore = replaceMethod(gpu, 'requestAdapter', async (options) => {
        const adapter = await requestAdapter(options);
        return adapter && watchAdapter(adapter);
      });
      try {
        return await work();
      } finally {
        restore();
      }
    },
    onLost: loss.onLost,
    get failure() {
      return loss.reason;
    },
    release() {
      released = true;
      for (const device of devices) device.destroy();
    },
  };
}

/** Puts another method before that of this one object; its prototype stays as it is. Returns what takes it away again. */
function replaceMethod<T extends object, Name extends keyof T>(
  object: T,
  name: Name,
  method: T[Name],
): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, value: method });
  return () => {
    if (own) Object.defineProperty(object, name, own);
    else Reflect.deleteProperty(object, name);
  };
}
