import * as v from 'valibot';
import type { ModelTask } from '../../contracts/model';
import { brokenFile } from './model-file-failures';
import type { CountExternalData } from './onnx-graphs';
import { unlessOdd } from '../../platform/unless-odd';

const tokens = unlessOdd(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31)));

const POSITIONS = {
  max_position_embeddings: tokens,
  n_positions: tokens,
  n_ctx: tokens,
  max_sequence_length: tokens,
  max_seq_len: tokens,
};

const dataFileCount = v.union([v.boolean(), v.pipe(v.number(), v.integer(), v.minValue(0))]);
const externalData = unlessOdd(v.union([dataFileCount, v.record(v.string(), dataFileCount)]));

/** The parts of `config.json` that matter here; whatever is odd counts as not said. */
const CONFIG = v.object({
  architectures: unlessOdd(v.array(v.string())),
  is_encoder_decoder: unlessOdd(v.boolean()),
  ...POSITIONS,
  text_config: unlessOdd(v.object(POSITIONS)),
  'transformers.js_config': unlessOdd(v.object({ use_external_data_format: externalData })),
});

/** The parts of `tokenizer_config.json` that matter here. */
const TOKENIZER_CONFIG = v.object({
  // Some say 1e30 for “no limit”.
  model_max_length: unlessOdd(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31))),
  chat_template: unlessOdd(v.union([v.string(), v.array(v.object({ template: v.string() }))])),
});

export type OnnxConfig = v.InferOutput<typeof CONFIG>;
export type TokenizerConfig = v.InferOutput<typeof TOKENIZER_CONFIG>;

/** Rejects what is no JSON object with `integrity-failed`. */
export function parseOnnxConfig(text: string): OnnxConfig {
  return parse(CONFIG, text, 'config.json');
}

/** Rejects what is no JSON object with `integrity-failed`. */
export function parseTokenizerConfig(text: string): TokenizerConfig {
  return parse(TOKENIZER_CONFIG, text, 'tokenizer_config.json');
}

function parse<T>(schema: v.GenericSchema<unknown, T>, text: string, path: string): T {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw brokenFile(path, String(error));
  }
}

/**
 * What the model is for, or null when that is nothing for Deskside. `pipelineTag` is the hub's word; without it the architecture tells.
 * Embedders made of a generator are left out: they pool by the last token, and Deskside averages.
 */
export function taskOf(config: OnnxConfig, pipelineTag: string | undefined): ModelTask | null {
  if (config.is_encoder_decoder) return null;
  const architecture = config.architectures?.[0] ?? '';
  const writes = /(ForCausalLM|LMHeadModel)$/.test(architecture);
  switch (pipelineTag) {
    case 'text-generation':
      return 'text-generation';
    case 'feature-extraction':
    case 'sentence-similarity':
      return writes ? null : 'feature-extraction';
    case undefined:
      if (writes) return 'text-generation';
      return architecture.endsWith('Model') ? 'feature-extraction' : null;
    default:
      return null;
  }
}

/** Tokens that are safe to assume of a model that does not tell. */
const UNTOLD_CONTEXT: Readonly<Record<ModelTask, number>> = {
  'text-generation': 2048,
  'feature-extraction': 256,
};

/** Tokens: the smaller of what the weights and the tokeniser were made for. */
export function contextLengthOf(task: ModelTask, config: OnnxConfig, tokenizer: TokenizerConfig): number {
  const told = [positionsOf(config) ?? (config.text_config && positionsOf(config.text_config))];
  const known = [...told, tokenizer.model_max_length].filter((length) => length !== undefined);
  return known.length === 0 ? UNTOLD_CONTEXT[task] : Math.min(...known);
}

type Positions = Pick<OnnxConfig, keyof typeof POSITIONS>;

function positionsOf(config: Positions): number | undefined {
  return (
    config.max_position_embeddings ??
    config.n_positions ??
    config.n_ctx ??
    config.max_sequence_length ??
    config.max_seq_len
  );
}

export function hasChatTemplate({ chat_template: template }: TokenizerConfig): boolean {
  return template !== undefined && template.length > 0;
}

/** Reads `use_external_data_format` as transformers.js does. */
export function externalDataCounter(config: OnnxConfig): CountExternalData {
  const format = config['transformers.js_config']?.use_external_data_format;
  if (typeof format !== 'object') return () => Number(format ?? 0);
  return ({ name, fileName }) => Number(format[fileName] ?? format[name] ?? 0);
}
