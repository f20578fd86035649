import { DynamicCache, env, Tensor } from '@huggingface/transformers';
import type { TensorConstructor } from 'onnxruntime-web';
import { HeapBuffer } from './resident-tensors';

const ELEMENT_BYTES: Readonly<Partial<Record<Tensor['type'], number>>> = { float32: 4, float16: 2 };

/** `GPUBufferUsage.COPY_SRC | COPY_DST | STORAGE`, in the values that WebGPU fixes. */
const COPIED_STORAGE = 0x4 | 0x8 | 0x80;

/** Where the positions that are kept lie in a tensor shaped [batch, heads, positions, size]. */
interface Rows {
  /** `batch * heads`. */
  readonly count: number;
  readonly bytes: number;
  /** Of the first positions, which are copied. */
  readonly keptBytes: number;
}

/** Whether a cache can be cut to its first positions: it holds keys and values only, none of the running states of other architectures. */
export function canBeCut(values: DynamicCache): boolean {
  return Object.entries(values).every(
    ([name, { dims, type }]) =>
      /^past_key_values\.\d+\.(key|value)$/.test(name) && dims.length === 4 && type in ELEMENT_BYTES,
  );
}

/** Of all keys and values together. */
export function bytesOf(values: DynamicCache): number {
  const sizes = Object.values(values).map(
    ({ dims, type }) => dims.reduce((product, dim) => product * dim, 1) * (ELEMENT_BYTES[type] ?? 4),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * A copy of the first `length` positions, made where the originals are: in the memory of the GPU, of the runtime, or here. Rejects with what
 * says that memory is short.
 */
export async function copyBeginning(values: DynamicCache, length: number): Promise<DynamicCache> {
  const gpu = await startCopying(values);
  const copies = new DynamicCache();
  for (const [name, tensor] of Object.entries(values)) {
    const [batch = 1, heads = 1, positions = 0, size = 0] = tensor.dims;
    const bytes = size * (ELEMENT_BYTES[tensor.type] ?? 4);
    const rows = { count: batch * heads, bytes: positions * bytes, keptBytes: length * bytes };
    try {
      copies.update({ [name]: copyTensor(tensor, [batch, heads, length, size], rows, gpu) });
    } catch (error) {
      await copies.dispose();
      throw error;
    }
  }
  gpu?.device.queue.submit([gpu.encoder.finish()]);
  return copies;
}

interface GpuCopying {
  readonly device: GPUDevice;
  readonly encoder: GPUCommandEncoder;
}

/** Null where nothing is on a GPU. */
async function startCopying(values: DynamicCache): Promise<GpuCopying | null> {
  const onGpu = Object.values(values).some(({ ort_tensor: tensor }) => {
    if (tensor.location !== 'gpu-buffer') return false;
    const buffer: unknown = tensor.gpuBuffer;
    return !(buffer instanceof HeapBuffer);
  });
  const device = onGpu ? await env.backends.onnx.webgpu?.device : undefined;
  return device ? { device, encoder: device.createCommandEncoder() } : null;
}

function copyTensor(tensor: Tensor, dims: number[], rows: Rows, gpu: GpuCopying | null): Tensor {
  const { ort_tensor: original, type } = tensor;
  if (original.location === 'cpu') return new Tensor(type, copyHere(tensor, rows), dims);
  const buffer: unknown = original.gpuBuffer;
  const copy =
    buffer instanceof HeapBuffer ? copyInHeap(buffer, rows) : copyOnGpu(original.gpuBuffer, rows, gpu);
  // The class of the runtime in use; another copy of the library would make tensors that it does not know.
  const OnnxTensor = original.constructor as TensorConstructor;
  return new Tensor(
    OnnxTensor.fromGpuBuffer(copy.buffer as unknown as GPUBuffer, {
      dataType: type as 'float32' | 'float16',
      dims,
      dispose: copy.free,
    }),
  );
}

function copyHere(original: Tensor, { count, bytes, keptBytes }: Rows): Float32Array {
  const data = original.data as Float32Array;
  const perByte = data.length / data.byteLength;
  const copy = data.slice(0, count * keptBytes * perByte);
  for (let row = 1; row < count; row += 1) {
    const start = row * bytes * perByte;
    copy.set(data.subarray(start, start + keptBytes * perByte), row * keptBytes * perByte);
  }
  return copy;
}

function copyInHeap({ runtime, address }: HeapBuffer, { count, bytes, keptBytes }: Rows) {
  const target = runtime._malloc(count * keptBytes);
  if (target === 0) throw new RangeError('out of memory for the keys and values of a prompt');
  const memory = runtime.HEAPU8;
  for (let row = 0; row < count; row += 1) {
    const start = address + row * bytes;
    memory.copyWithin(target + row * keptBytes, start, start + keptBytes);
  }
  return { buffer: new HeapBuffer(runtime, target), free: () => runtime._free(target) };
}

function copyOnGpu(original: GPUBuffer, { count, bytes, keptBytes }: Rows, gpu: GpuCopying | null) {
  if (!gpu) throw new Error('a tensor on the GPU without a device');
  const buffer = gpu.device.createBuffer({ size: count * keptBytes, usage: COPIED_STORAGE });
  for (let row = 0; row < count; row += 1) {
    gpu.encoder.copyBufferToBuffer(original, row * bytes, buffer, row * keptBytes, keptBytes);
  }
  return { buffer, free: () => buffer.destroy() };
}
