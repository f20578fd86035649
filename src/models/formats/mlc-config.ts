import * as v from 'valibot';
import type { ModelTask } from '../../contracts/model';
import { brokenFile } from './model-file-failures';
import { unlessOdd } from '../../platform/unless-odd';

export const MLC_CONFIG_PATH = 'mlc-chat-config.json';

const count = unlessOdd(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31)));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

const SHAPE = {
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  head_dim: count,
  hidden_size: count,
};

/** The parts of `mlc-chat-config.json` that matter here; what only describes may be odd. */
const CONFIG = v.object({
  model_type: v.optional(v.string(), ''),
  quantization: v.optional(v.string(), ''),
  // -1 stands for none.
  context_window_size: unlessOdd(v.number()),
  sliding_window_size: unlessOdd(v.number()),
  tokenizer_files: v.array(v.string()),
  model_config: unlessOdd(v.object({ ...SHAPE, text_config: unlessOdd(v.object(SHAPE)) })),
  conv_template: v.optional(v.unknown()),
});

/** A file in the model's folder, not beside or above it. */
const shardPath = v.pipe(
  v.string(),
  v.check((path) => path.split('/').every((part) => !['', '.', '..'].includes(part))),
);

/** `tensor-cache.json`: the files of weights, and the tensors in each. */
const TENSORS = v.object({
  metadata: unlessOdd(v.object({ ParamBytes: unlessOdd(bytes), BitsPerParam: unlessOdd(v.number()) })),
  records: v.pipe(
    v.array(v.object({ dataPath: shardPath, nbytes: bytes, records: v.array(v.object({ nbytes: bytes })) })),
    v.minLength(1),
  ),
});

export type MlcConfig = v.InferOutput<typeof CONFIG>;
export type MlcTensors = v.InferOutput<typeof TENSORS>;

/** Rejects what is no configuration of MLC with `integrity-failed`. */
export function parseMlcConfig(text: string): MlcConfig {
  return parse(CONFIG, text, MLC_CONFIG_PATH);
}

/** Rejects what is no list of tensors with `integrity-failed`. */
export function parseMlcTensors(text: string, path: string): MlcTensors {
  return parse(TENSORS, text, path);
}

function parse<T>(schema: v.GenericSchema<unknown, T>, text: string, path: string): T {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw brokenFile(path, String(error));
  }
}

/** BERT is the one kind of embedder that MLC compiles. */
export function mlcTaskOf({ model_type: type }: MlcConfig): ModelTask {
  return type === 'bert' ? 'feature-extraction' : 'text-generation';
}

/** Tokens: web-llm's own list says so of nearly every model, because the memory of the whole context is taken at once. */
const USUAL_CONTEXT = 4096;

/** Tokens, of a model that nobody has measured: as many as it was made for, but of generators no more than is usual. */
export function mlcContextLength(task: ModelTask, config: MlcConfig): number {
  const told = [config.context_window_size, config.sliding_window_size].find((size = -1) => size > 0);
  if (task === 'feature-extraction') return told ?? 512;
  return Math.min(told ?? USUAL_CONTEXT, USUAL_CONTEXT);
}

/** Bits of a float that is not a packed weight, as the quantization's name tells: `q4f16_1` is 4-bit weights and 16-bit floats. */
function mlcFloatBits(quantization: string): 16 | 32 {
  return /f32/.test(quantization) ? 32 : 16;
}

/** Only `bf16` does without 16-bit floats in shaders. */
export function mlcRequiresF16(quantization: string): boolean {
  return /(?<!b)f16/.test(quantization);
}

/** Bytes that a generator's context of so many tokens takes in the KV cache; null where the configuration does not tell. */
export function mlcContextBytes(config: MlcConfig, tokens: number): number | null {
  const shape = config.model_config?.num_hidden_layers
    ? config.model_config
    : config.model_config?.text_config;
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: width } = shape ?? {};
  const dimensions = shape?.head_dim ?? (width && heads ? width / heads : undefined);
  const keyHeads = shape?.num_key_value_heads ?? heads;
  if (!layers || !keyHeads || !dimensions) return null;
  // Keys and values.
  return 2 * layers * keyHeads * dimensions * tokens * (mlcFloatBits(config.quantization) / 8);
}
