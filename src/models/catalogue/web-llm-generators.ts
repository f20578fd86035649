import type { ModelListing } from '../../contracts/model';
import { FAMILIES, type Family, type FamilyId } from './families';
import { roundUp } from './memory-estimates';
import stored from './web-llm-models.json' with { type: 'json' };

/** A model of web-llm's own list. `npm run catalogue` reads them anew from the installed package. */
export interface WebLlmRecord {
  readonly family: FamilyId;
  /** web-llm's `model_id`. */
  readonly modelId: string;
  readonly repo: string;
  /** web-llm's `model_lib`. */
  readonly library: string;
  readonly quantization: MlcQuantization;
  /** Tokens. */
  readonly contextWindow: number;
  /** MiB, with the memory of a full context. */
  readonly vramMebibytes: number;
  /** Whether its authors run it on phones. */
  readonly lowResource: boolean;
  /** WebGPU features; several records that need `shader-f16` name none. */
  readonly requiredFeatures: readonly string[];
}

/** Of MLC. `q4` packs weights at 4 bits with one scale for 32 of them, `q0` leaves them as they are; `f16` and `f32` are the floats. */
export type MlcQuantization = 'q4f16' | 'q4f32' | 'q0f16' | 'q0f32';

const BITS_PER_WEIGHT: Readonly<Record<MlcQuantization, number>> = {
  q4f16: 4.5,
  q4f32: 5,
  q0f16: 16,
  q0f32: 32,
};
/** Of the vocabulary table as a buffer; its scales have one of their own. */
const BITS_PER_TABLE_ENTRY: Readonly<Record<MlcQuantization, number>> = {
  q4f16: 4,
  q4f32: 4,
  q0f16: 16,
  q0f32: 32,
};
/** Tokenizer and library, roughly. */
const COMPANION_BYTES = 10e6;

function webLlm(record: WebLlmRecord): ModelListing {
  const family: Family = FAMILIES[record.family];
  const fullFloats = record.quantization.endsWith('f32');
  return {
    id: `${record.family}-mlc${fullFloats ? '-f32' : ''}`,
    name: `${family.name} (WebLLM${fullFloats ? ', f32' : ''})`,
    task: 'text-generation',
    engine: 'web-llm',
    purpose: fullFloats ? `${family.purpose} For GPUs without 16-bit floats in shaders.` : family.purpose,
    license: family.license,
    languages: family.languages,
    parameters: family.parameters,
    contextLength: record.contextWindow,
    quantization: record.quantization,
    // Not in web-llm's list: computed from the weights, and rounded.
    downloadBytes: roundUp((family.parameters * BITS_PER_WEIGHT[record.quantization]) / 8 + COMPANION_BYTES),
    memoryBytes: Math.ceil(record.vramMebibytes * 2 ** 20),
    devices: ['webgpu'],
    requiresF16: !fullFloats || record.requiredFeatures.includes('shader-f16'),
    source: { kind: 'hub', repo: record.repo, revision: 'main' },
    library: record.library,
    largestTensorBytes: (family.vocabulary * family.width * BITS_PER_TABLE_ENTRY[record.quantization]) / 8,
    evidence: 'listed',
  };
}

export const WEB_LLM_GENERATORS: readonly ModelListing[] = (stored as readonly WebLlmRecord[]).map(webLlm);
