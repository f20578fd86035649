import { describe, expect, it } from 'vitest';
import type { ModelTask } from '../../contracts/model';
import { findGraph, preferredGraphs, variantsOf } from './onnx-graphs';

const ALL = ['', '_fp16', '_int8', '_uint8', '_quantized', '_q4', '_q4f16', '_bnb4'].map(
  (suffix) => `onnx/model${suffix}.onnx`,
);
const NONE = () => 0;
const GPU = { shaderF16: true, isFallback: false };
const GPU_WITHOUT_F16 = { shaderF16: false, isFallback: false };
const EMULATED = { shaderF16: true, isFallback: true };

function choose(gpu: typeof GPU | null, paths: readonly string[], task: ModelTask = 'text-generation') {
  return findGraph(new Map(paths.map((path) => [path, 1000])), preferredGraphs(task, gpu), NONE);
}

describe('the graph for a machine', () => {
  it.each([
    ['a GPU with 16-bit floats', GPU, 'webgpu', 'q4f16'],
    ['a GPU without', GPU_WITHOUT_F16, 'webgpu', 'q4'],
    ['an emulated GPU', EMULATED, 'wasm', 'q8'],
    ['no GPU', null, 'wasm', 'q8'],
  ] as const)('suits %s', (_what, gpu, device, dtype) => {
    expect(choose(gpu, ALL)).toMatchObject({ device, dtype });
  });

  it('is 8 bits on WASM rather than whole floats on the GPU, and those only where nothing is smaller', () => {
    expect(choose(GPU, ['onnx/model.onnx', 'onnx/model_int8.onnx'])).toMatchObject({
      device: 'wasm',
      dtype: 'int8',
    });
    expect(choose(GPU, ['onnx/model.onnx'])).toMatchObject({ device: 'webgpu', dtype: 'fp32' });
    expect(choose(null, ['onnx/model.onnx', 'onnx/model_q4.onnx'])).toMatchObject({ dtype: 'q4' });
  });

  it('leaves the GPU to the generator when it is an embedder’s', () => {
    const graph = choose(GPU, ALL, 'feature-extraction') ?? expect.unreachable('no graph');
    expect(variantsOf('feature-extraction', graph).map(({ device, dtype }) => [device, dtype])).toEqual([
      ['wasm', 'q8'],
      ['webgpu', 'q8'],
    ]);
  });

  it('may be a merged decoder, and is nothing that has another name', () => {
    expect(choose(null, ['onnx/decoder_model_merged_quantized.onnx'])?.name).toBe('decoder_model_merged');
    expect(choose(GPU, ['onnx/encoder_model.onnx', 'model.onnx'])).toBeNull();
  });
});

describe('external data', () => {
  const kinds = preferredGraphs('text-generation', GPU);
  const sizes = (...paths: string[]) => new Map(paths.map((path) => [path, 1000]));
  const q4 = 'onnx/model_q4.onnx';

  it('is what the configuration counts', () => {
    const files = sizes(q4, `${q4}_data`, `${q4}_data_1`, `${q4}_data_2`);
    expect(findGraph(files, kinds, () => 2)?.files).toEqual([q4, `${q4}_data`, `${q4}_data_1`]);
  });

  it('is what lies there when the configuration does not tell', () => {
    expect(findGraph(sizes(q4, `${q4}_data`, `${q4}_data_1`), kinds, NONE)).toMatchObject({
      files: [q4, `${q4}_data`, `${q4}_data_1`],
      bytes: 3000,
    });
  });

  it('rules the graph out when some of it is missing or too large for the browser', () => {
    expect(findGraph(sizes(q4, `${q4}_data`), kinds, () => 2)).toBeNull();
    expect(findGraph(new Map([[q4, 2 ** 31]]), kinds, NONE)).toBeNull();
  });
});

it('asks for 16-bit floats in shaders only where the graph computes with them', () => {
  const variant = (paths: string[]) => {
    const graph = choose(GPU, paths) ?? expect.unreachable('no graph');
    return variantsOf('text-generation', graph)[0];
  };
  expect(variant(['onnx/model_q4f16.onnx'])?.requiresF16).toBe(true);
  expect(variant(['onnx/model_fp16.onnx'])?.requiresF16).toBe(true);
  expect(variant(['onnx/model_q4.onnx'])?.requiresF16).toBeUndefined();
});
