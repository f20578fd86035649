import { Tensor } from '@huggingface/transformers';
import { Tensor as OnnxTensor } from 'onnxruntime-web/webgpu';
import { HeapBuffer, type OnnxRuntime } from '../../src/engines/transformers/resident-tensors';

/** The memory of a runtime, with an allocator that never gives the same place twice. */
export function createFakeHeap(size = 1 << 20) {
  const blocks = new Map<number, number>();
  let end = 16;
  let allocationsLeft = Infinity;
  const runtime = {
    HEAPU8: new Uint8Array(size),
    _malloc(bytes: number) {
      if (allocationsLeft === 0) return 0;
      allocationsLeft -= 1;
      const address = end;
      end += Math.ceil(bytes / 16) * 16;
      blocks.set(address, bytes);
      return address;
    },
    _free(address: number) {
      if (!blocks.delete(address)) throw new Error(`nothing to free at ${address}`);
    },
  } as OnnxRuntime;

  return {
    /** How many pieces of memory are in use. */
    blocks: () => blocks.size,
    failAfter(allocations: number) {
      allocationsLeft = allocations;
    },
    /** A tensor that lies in this memory. */
    tensorOf(data: Float32Array, dims: number[]): Tensor {
      const address = runtime._malloc(data.byteLength);
      new Float32Array(runtime.HEAPU8.buffer, address, data.length).set(data);
      return new Tensor(
        OnnxTensor.fromGpuBuffer(new HeapBuffer(runtime, address) as unknown as GPUBuffer, {
          dataType: 'float32',
          dims,
          dispose: () => runtime._free(address),
        }),
      );
    },
    read({ ort_tensor: tensor, dims }: Tensor): Float32Array {
      const { address } = tensor.gpuBuffer as unknown as HeapBuffer;
      return new Float32Array(
        runtime.HEAPU8.buffer,
        address,
        dims.reduce((product, dim) => product * dim, 1),
      ).slice();
    },
  };
}
