import type { Device, ModelTask, ModelVariant } from '../../contracts/model';
import type { GpuFacts } from '../../contracts/machine';
import { onnxGpuMemory, onnxWasmMemory } from '../catalogue/memory-estimates';
import { TOO_LARGE_BYTES } from './largest-file';

/** transformers.js' names of quantizations, each with the suffix of its graph's file and about how many bits a weight takes. */
const DTYPES = {
  q4f16: { suffix: '_q4f16', bits: 5 },
  q4: { suffix: '_q4', bits: 5 },
  bnb4: { suffix: '_bnb4', bits: 5 },
  q8: { suffix: '_quantized', bits: 8 },
  int8: { suffix: '_int8', bits: 8 },
  uint8: { suffix: '_uint8', bits: 8 },
  fp16: { suffix: '_fp16', bits: 16 },
  fp32: { suffix: '', bits: 32 },
} as const;

export type OnnxDtype = keyof typeof DTYPES;

/** A quantization and the device that it would run on. */
export interface GraphKind {
  readonly device: Device;
  readonly dtype: OnnxDtype;
}

export interface OnnxGraph extends GraphKind {
  /** transformers.js' `model_file_name`. */
  readonly name: string;
  /** Within the model's folder: the graph, then its external data in order. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** How many files of external data a graph has according to the model's configuration; 0 when that does not tell. */
export type CountExternalData = (graph: { readonly name: string; readonly fileName: string }) => number;

/** In the folder `onnx`, which is where transformers.js looks. */
const GRAPH_NAMES = ['model', 'decoder_model_merged'];
/** transformers.js reads no more. */
const MOST_DATA_FILES = 100;

const onWasm = (dtype: OnnxDtype): GraphKind => ({ device: 'wasm', dtype });
const onGpu = (dtype: OnnxDtype): GraphKind => ({ device: 'webgpu', dtype });

/** 8 bits first: the runtime has no fast 4-bit kernel for WASM, so a small model writes about a token a second there. */
const FOR_WASM = (['q8', 'int8', 'uint8', 'q4', 'bnb4', 'fp32', 'fp16'] as const).map(onWasm);

/**
 * What suits a machine, best first. Embedders run on WASM, where a text takes milliseconds, and the GPU stays free for the generator.
 * Generators run on the GPU with 4 bits; 8 bits on WASM come before the many more bytes of whole floats.
 */
export function preferredGraphs(
  task: ModelTask,
  gpu: Pick<GpuFacts, 'shaderF16' | 'isFallback'> | null,
): readonly GraphKind[] {
  if (task === 'feature-extraction' || !gpu || gpu.isFallback) return FOR_WASM;
  return [
    ...(gpu.shaderF16 ? [onGpu('q4f16')] : []),
    onGpu('q4'),
    ...(['q8', 'int8', 'uint8'] as const).map(onWasm),
    ...(gpu.shaderF16 ? [onGpu('fp16')] : []),
    onGpu('fp32'),
    ...FOR_WASM,
  ];
}

/** The first of `kinds` whose files are all there. `files`: bytes by path. */
export function findGraph(
  files: ReadonlyMap<string, number>,
  kinds: readonly GraphKind[],
  countExternalData: CountExternalData,
): OnnxGraph | null {
  for (const kind of kinds) {
    for (const name of GRAPH_NAMES) {
      const paths = graphFiles(files, name, kind.dtype, countExternalData);
      const sizes = paths.map((path) => files.get(path) ?? Infinity);
      if (Math.max(...sizes) >= TOO_LARGE_BYTES) continue;
      return { ...kind, name, files: paths, bytes: sizes.reduce((sum, bytes) => sum + bytes) };
    }
  }
  return null;
}

/** Where the graph and its external data must be, or are when the configuration does not tell. */
function graphFiles(
  files: ReadonlyMap<string, number>,
  name: string,
  dtype: OnnxDtype,
  countExternalData: CountExternalData,
): string[] {
  const fileName = `${name}${DTYPES[dtype].suffix}.onnx`;
  const path = `onnx/${fileName}`;
  const dataPath = (index: number): string => `${path}_data${index === 0 ? '' : `_${index}`}`;
  let count = Math.min(countExternalData({ name, fileName }), MOST_DATA_FILES);
  if (count === 0) while (count < MOST_DATA_FILES && files.has(dataPath(count))) count += 1;
  return [path, ...Array.from({ length: count }, (_, index) => dataPath(index))];
}

/** An embedder's graph also runs on the GPU, should WASM fail; a generator's would be too slow on its other device. */
export function variantsOf(task: ModelTask, graph: OnnxGraph): ModelVariant[] {
  const devices: Device[] = task === 'feature-extraction' ? ['wasm', 'webgpu'] : [graph.device];
  return devices.map((device) => ({
    engine: 'transformers',
    device,
    graph: graph.name,
    dtype: graph.dtype,
    files: graph.files,
    peakBytes: device === 'webgpu' ? onnxGpuMemory(graph.bytes) : onnxWasmMemory(graph.bytes),
    ...(device === 'webgpu' && /fp?16$/.test(graph.dtype) ? { requiresF16: true } : {}),
  }));
}

/** About how many weights that many bytes hold. */
export function estimateParameters({ bytes, dtype }: OnnxGraph): number {
  return Math.round((bytes * 8) / DTYPES[dtype].bits);
}
