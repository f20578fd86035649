import type { ModelListing } from '../../contracts/model';
import { FAMILIES, type FamilyId } from './families';
import { onnxGpuMemory } from './memory-estimates';

/**
 * 4-bit ONNX with 16-bit floats, on WebGPU. None is listed for WASM, whose 4-bit kernel in the runtime manages about a token a second; the
 * GGUF of the same model is the one for that.
 */
function onnx(family: FamilyId, repo: string, downloadBytes: number, revision = 'main'): ModelListing {
  const { name, purpose, license, languages, parameters, contextLength } = FAMILIES[family];
  return {
    id: `${family}-onnx`,
    name: `${name} (ONNX)`,
    task: 'text-generation',
    engine: 'transformers',
    purpose,
    license,
    languages,
    parameters,
    contextLength,
    quantization: 'q4f16',
    downloadBytes,
    memoryBytes: onnxGpuMemory(downloadBytes),
    devices: ['webgpu'],
    requiresF16: true,
    source: { kind: 'hub', repo, revision },
    evidence: 'listed',
  };
}

/** Sizes are those of the q4f16 graph and the tokenizer, rounded. They are larger than 4 bits a weight, because the vocabulary stays at 16. */
export const TRANSFORMERS_GENERATORS: readonly ModelListing[] = [
  onnx('smollm2-135m', 'HuggingFaceTB/SmolLM2-135M-Instruct', 120_000_000),
  onnx('smollm2-360m', 'HuggingFaceTB/SmolLM2-360M-Instruct', 280_000_000),
  onnx('smollm2-1.7b', 'HuggingFaceTB/SmolLM2-1.7B-Instruct', 1_120_000_000),
  onnx('qwen2.5-0.5b', 'onnx-community/Qwen2.5-0.5B-Instruct', 490_000_000),
  onnx('qwen2.5-1.5b', 'onnx-community/Qwen2.5-1.5B-Instruct', 1_230_000_000),
  onnx('qwen3-0.6b', 'onnx-community/Qwen3-0.6B-ONNX', 580_000_000),
  onnx('qwen3-1.7b', 'onnx-community/Qwen3-1.7B-ONNX', 1_440_000_000),
  onnx('llama-3.2-1b', 'onnx-community/Llama-3.2-1B-Instruct-q4f16', 1_250_000_000),
  onnx('llama-3.2-3b', 'onnx-community/Llama-3.2-3B-Instruct-ONNX', 2_420_000_000),
  onnx('gemma-3-270m', 'onnx-community/gemma-3-270m-it-ONNX', 300_000_000),
  onnx(
    'gemma-3-1b',
    'onnx-community/gemma-3-1b-it-ONNX',
    790_000_000,
    'a58439f40017d3b99c7d378ff525e54e0ba08ebf',
  ),
  onnx('phi-3.5-mini', 'onnx-community/Phi-3.5-mini-instruct-onnx-web', 2_300_000_000),
];
