import { fileURLToPath } from 'node:url';
import { prebuiltAppConfig, type ModelRecord } from '@mlc-ai/web-llm';
import { format, resolveConfig } from 'prettier';
import type { FamilyId } from '../../src/models/catalogue/families';
import type { MlcQuantization, WebLlmRecord } from '../../src/models/catalogue/web-llm-generators';

export const WEB_LLM_LIST_FILE = fileURLToPath(
  new URL('../../src/models/catalogue/web-llm-models.json', import.meta.url),
);

/** The families that Deskside lists, by web-llm's name of them. Its other records are older, larger, or made for code and mathematics. */
const PICKED: Readonly<Record<string, FamilyId>> = {
  'SmolLM2-135M-Instruct': 'smollm2-135m',
  'SmolLM2-360M-Instruct': 'smollm2-360m',
  'SmolLM2-1.7B-Instruct': 'smollm2-1.7b',
  'Qwen2.5-0.5B-Instruct': 'qwen2.5-0.5b',
  'Qwen2.5-1.5B-Instruct': 'qwen2.5-1.5b',
  'Qwen3-0.6B': 'qwen3-0.6b',
  'Qwen3-1.7B': 'qwen3-1.7b',
  'Qwen3-4B': 'qwen3-4b',
  'Llama-3.2-1B-Instruct': 'llama-3.2-1b',
  'Llama-3.2-3B-Instruct': 'llama-3.2-3b',
  'gemma3-1b-it': 'gemma-3-1b',
  'Phi-3.5-mini-instruct': 'phi-3.5-mini',
  'Phi-4-mini-instruct': 'phi-4-mini',
  'Mistral-7B-Instruct-v0.3': 'mistral-7b',
};
/** Has no 4-bit record. */
const UNQUANTIZED: ReadonlySet<FamilyId> = new Set(['smollm2-135m']);

/** The picked records of the list that the installed web-llm brings, as the text of `web-llm-models.json`. */
export async function readWebLlmList(): Promise<string> {
  const records = prebuiltAppConfig.model_list.flatMap(pick);
  return format(JSON.stringify(records, null, 2), {
    ...(await resolveConfig(WEB_LLM_LIST_FILE)),
    filepath: WEB_LLM_LIST_FILE,
  });
}

function pick(record: ModelRecord): WebLlmRecord[] {
  // Records whose id goes on after `-MLC` are the same model with a shorter context.
  const [, name, quantization] = /^(.+)-(q[04]f(?:16|32))(?:_1)?-MLC$/u.exec(record.model_id) ?? [];
  const family = PICKED[name ?? ''];
  if (family === undefined || quantization === undefined) return [];
  if (quantization.startsWith('q0') !== UNQUANTIZED.has(family)) return [];
  return [
    {
      family,
      modelId: record.model_id,
      repo: new URL(record.model).pathname.slice(1),
      library: record.model_lib,
      quantization: quantization as MlcQuantization,
      contextWindow: stated(record.overrides?.context_window_size, record),
      vramMebibytes: stated(record.vram_required_MB, record),
      lowResource: record.low_resource_required ?? false,
      requiredFeatures: record.required_features ?? [],
    },
  ];
}

function stated(value: number | undefined, record: ModelRecord): number {
  if (value === undefined) throw new Error(`web-llm's list no longer says enough of ${record.model_id}.`);
  return value;
}
