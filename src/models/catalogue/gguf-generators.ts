import type { ModelListing } from '../../contracts/model';
import { contextInPage } from '../../platform/context-limits';
import { FAMILIES, type FamilyId } from './families';
import { ggufMemory } from './memory-estimates';

interface Gguf {
  readonly repo: string;
  readonly file: string;
  readonly quantization: 'Q4_K_M' | 'Q8_0' | 'F16';
  readonly downloadBytes: number;
  readonly revision?: string;
}

function gguf(
  family: FamilyId,
  { repo, file, quantization, downloadBytes, revision = 'main' }: Gguf,
): ModelListing {
  const { name, purpose, license, languages, parameters, contextLength } = FAMILIES[family];
  return {
    id: `${family}-gguf`,
    name: `${name} (GGUF)`,
    task: 'text-generation',
    engine: 'wllama',
    purpose,
    license,
    languages,
    parameters,
    contextLength: contextInPage('text-generation', contextLength),
    quantization,
    downloadBytes,
    memoryBytes: ggufMemory(downloadBytes),
    devices: ['webgpu', 'wasm'],
    requiresF16: false,
    source: { kind: 'hub', repo, revision },
    file,
    evidence: 'listed',
  };
}

/**
 * One file each, below the 2 GiB that an ArrayBuffer holds everywhere; Phi and Mistral are larger than that at a quantization worth having.
 * Small models are listed at 8 bits, which WASM computes faster than 4. Sizes are rounded.
 */
export const GGUF_GENERATORS: readonly ModelListing[] = [
  gguf('smollm2-135m', {
    repo: 'bartowski/SmolLM2-135M-Instruct-GGUF',
    file: 'SmolLM2-135M-Instruct-Q8_0.gguf',
    quantization: 'Q8_0',
    downloadBytes: 145_000_000,
  }),
  gguf('smollm2-360m', {
    repo: 'bartowski/SmolLM2-360M-Instruct-GGUF',
    file: 'SmolLM2-360M-Instruct-Q8_0.gguf',
    quantization: 'Q8_0',
    downloadBytes: 386_000_000,
    revision: '7be6f65f1db715fe5dc5a4634c0d459b4eed42ec',
  }),
  gguf('smollm2-1.7b', {
    repo: 'HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF',
    file: 'smollm2-1.7b-instruct-q4_k_m.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 1_060_000_000,
  }),
  gguf('qwen2.5-0.5b', {
    repo: 'Qwen/Qwen2.5-0.5B-Instruct-GGUF',
    file: 'qwen2.5-0.5b-instruct-q8_0.gguf',
    quantization: 'Q8_0',
    downloadBytes: 676_000_000,
  }),
  gguf('qwen2.5-1.5b', {
    repo: 'Qwen/Qwen2.5-1.5B-Instruct-GGUF',
    file: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 1_120_000_000,
    revision: '91cad51170dc346986eccefdc2dd33a9da36ead9',
  }),
  gguf('qwen3-0.6b', {
    repo: 'unsloth/Qwen3-0.6B-GGUF',
    file: 'Qwen3-0.6B-Q8_0.gguf',
    quantization: 'Q8_0',
    downloadBytes: 640_000_000,
  }),
  gguf('qwen3-1.7b', {
    repo: 'unsloth/Qwen3-1.7B-GGUF',
    file: 'Qwen3-1.7B-Q4_K_M.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 1_110_000_000,
  }),
  gguf('llama-3.2-1b', {
    repo: 'bartowski/Llama-3.2-1B-Instruct-GGUF',
    file: 'Llama-3.2-1B-Instruct-Q4_K_M.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 808_000_000,
  }),
  gguf('llama-3.2-3b', {
    repo: 'bartowski/Llama-3.2-3B-Instruct-GGUF',
    file: 'Llama-3.2-3B-Instruct-Q4_K_M.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 2_020_000_000,
  }),
  gguf('gemma-3-270m', {
    repo: 'ggml-org/gemma-3-270m-it-GGUF',
    file: 'gemma-3-270m-it-Q8_0.gguf',
    quantization: 'Q8_0',
    downloadBytes: 292_000_000,
  }),
  gguf('gemma-3-1b', {
    repo: 'ggml-org/gemma-3-1b-it-GGUF',
    file: 'gemma-3-1b-it-Q4_K_M.gguf',
    quantization: 'Q4_K_M',
    downloadBytes: 806_000_000,
  }),
  gguf('openelm-270m', {
    repo: 'mradermacher/OpenELM-270M-Instruct-GGUF',
    file: 'OpenELM-270M-Instruct.f16.gguf',
    quantization: 'F16',
    downloadBytes: 544_000_000,
  }),
];
