import factoryUrl from './resident-factory.mjs?url';

/**
 * ONNX Runtime Web copies each output out of the WebAssembly memory and each input into it. For the keys and values of a decoder that is all
 * of the context, twice at every token: 92 MB at 1,000 tokens of the starter model, a quarter of the time. It can leave outputs where they
 * are, but only on GPUs. Here its WebAssembly memory is passed off as one: a "GPU buffer" is an address in that memory. So the library's
 * own handling of such tensors, when to hand on and when to free them, does the rest.
 */
export interface OnnxRuntime {
  /** Exchanged when the memory grows, so it must be read anew each time. */
  readonly HEAPU8: Uint8Array;
  /** 0 when there is no memory left. */
  _malloc(bytes: number): number;
  _free(address: number): void;
  _OrtCreateTensor(...args: [...TensorArguments, location: number]): number;
  _OrtBindOutput(binding: number, name: number, tensor: number, location: number): number;
  webgpuGetBuffer?: (address: number) => HeapBuffer;
  webgpuRegisterBuffer?: (buffer: HeapBuffer) => number;
  webgpuUnregisterBuffer?: (buffer: HeapBuffer) => void;
  webgpuCreateDownloader?: (buffer: HeapBuffer, bytes: number) => () => Promise<ArrayBuffer>;
}

type TensorArguments = [type: number, address: number, bytes: number, dims: number, rank: number];

/** What stands for a GPU buffer. */
export class HeapBuffer {
  readonly runtime: OnnxRuntime;
  readonly address: number;

  constructor(runtime: OnnxRuntime, address: number) {
    this.runtime = runtime;
    this.address = address;
  }
}

/** The numbers that ONNX Runtime Web gives to places (`dataLocationStringToEnum`). */
const [CPU, GPU_BUFFER] = [1, 4];
/** More than any model has. */
const MOST_LAYERS = 256;

/** The address of a factory like that at `address`, whose runtimes can leave tensors in their memory. */
export function residentFactory(address: string): string {
  Object.assign(globalThis, { [Symbol.for('deskside.onnx-runtime')]: keepTensorsResident });
  return `${new URL(factoryUrl, self.location.href).href}#${address}`;
}

/** For `preferredOutputLocation` of a session on WebAssembly: the keys and values of a decoder stay where they are. Names that a model lacks do no harm. */
export function residentOutputs(): Record<string, 'gpu-buffer'> {
  const names = Array.from({ length: MOST_LAYERS }, (_, layer) => [
    `present.${layer}.key`,
    `present.${layer}.value`,
  ]);
  return Object.fromEntries(names.flat().map((name) => [name, 'gpu-buffer']));
}

function keepTensorsResident(runtime: OnnxRuntime): void {
  const { _OrtCreateTensor: createTensor, _OrtBindOutput: bindOutput } = runtime;
  const place = (location: number) => (location === GPU_BUFFER ? CPU : location);
  runtime._OrtCreateTensor = (type, address, bytes, dims, rank, location) =>
    createTensor(type, address, bytes, dims, rank, place(location));
  runtime._OrtBindOutput = (binding, name, tensor, location) =>
    bindOutput(binding, name, tensor, place(location));
  runtime.webgpuGetBuffer = (address) => new HeapBuffer(runtime, address);
  runtime.webgpuRegisterBuffer = ({ address }) => address;
  runtime.webgpuUnregisterBuffer = () => undefined;
  runtime.webgpuCreateDownloader =
    ({ address }, bytes) =>
    async () =>
      copyOut(runtime, address, bytes);
}

function copyOut(runtime: OnnxRuntime, address: number, bytes: number): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  copy.set(runtime.HEAPU8.subarray(address, address + bytes));
  return copy.buffer;
}
