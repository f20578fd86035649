import { probeGpu } from '../../platform/probe-gpu';

/** The part of WebGPU that is used here; the DOM types of this TypeScript have no WebGPU. */
interface GpuBuffer {
  destroy(): void;
}
interface GpuCommandEncoder {
  copyBufferToBuffer(
    source: GpuBuffer,
    sourceOffset: number,
    destination: GpuBuffer,
    destinationOffset: number,
    bytes: number,
  ): void;
  finish(): unknown;
}
export interface GpuDevice {
  readonly limits: { readonly maxBufferSize: number };
  readonly queue: { submit(commands: unknown[]): void; onSubmittedWorkDone(): Promise<void> };
  createBuffer(options: { readonly size: number; readonly usage: number }): GpuBuffer;
  createCommandEncoder(): GpuCommandEncoder;
  pushErrorScope(filter: 'out-of-memory' | 'validation'): void;
  popErrorScope(): Promise<unknown>;
  destroy(): void;
}
interface NavigatorWithGpu {
  readonly gpu?: {
    requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<{
      requestDevice(): Promise<GpuDevice>;
    } | null>;
  };
}

/** `GPUBufferUsage.COPY_SRC | COPY_DST | STORAGE`, in the values that WebGPU fixes. */
const BUFFER_USAGE = 0x04 | 0x08 | 0x80;
/** Larger than the caches of most graphics processors, and within what every device must offer. */
const BUFFER_BYTES = 128 * 2 ** 20;
/** Long enough that the few milliseconds until the browser notices the end do not count. */
const RUN_MS = 60;
const MAX_COPIES = 512;
const RUNS = 3;

/** Bytes that the GPU reads or writes in a second; null without a real GPU, or when it fails. Takes a quarter of a second. */
export async function measureGpuBandwidth(from: object = navigator): Promise<number | null> {
  const facts = await probeGpu(from);
  if (!facts || facts.isFallback) return null;
  try {
    const adapter = await (from as NavigatorWithGpu).gpu?.requestAdapter({
      powerPreference: 'high-performance',
    });
    const device = await adapter?.requestDevice();
    if (!device) return null;
    try {
      return await measureCopies(device);
    } finally {
      device.destroy();
    }
  } catch {
    // A measurement is a convenience: a GPU that fails here is told of where it matters, when a model is loaded.
    return null;
  }
}

/** Bytes a second that copying a buffer moves, each copied byte being read once and written once. Rejects when the device cannot. */
export async function measureCopies(device: GpuDevice): Promise<number> {
  const bytes = Math.min(BUFFER_BYTES, device.limits.maxBufferSize);
  // Without a scope, a buffer that does not fit would be an error on the console and a copy that does nothing in no time.
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const source = device.createBuffer({ size: bytes, usage: BUFFER_USAGE });
  const target = device.createBuffer({ size: bytes, usage: BUFFER_USAGE });

  async function millisecondsOf(copies: number): Promise<number> {
    const encoder = device.createCommandEncoder();
    for (let copy = 0; copy < copies; copy += 1) encoder.copyBufferToBuffer(source, 0, target, 0, bytes);
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }

  // The first use clears the buffers.
  await millisecondsOf(1);
  const once = await millisecondsOf(1);
  const copies = Math.min(MAX_COPIES, Math.max(1, Math.ceil(RUN_MS / once)));
  let best = Infinity;
  for (let run = 0; run < RUNS; run += 1) best = Math.min(best, await millisecondsOf(copies));
  const error = (await device.popErrorScope()) ?? (await device.popErrorScope());
  if (error) throw new Error('The GPU could not copy a buffer.', { cause: error });
  return (2 * bytes * copies) / (best / 1000);
}
