import * as v from 'valibot';
import { unfitFile } from './runtime-failure';

const optional = <T>(schema: v.GenericSchema<unknown, T>) => v.optional(v.nullable(schema));

const TEMPLATE = v.looseObject({
  name: optional(v.string()),
  system_template: v.string(),
  system_message: v.string(),
  system_prefix_token_ids: optional(v.array(v.number())),
  add_role_after_system_message: optional(v.boolean()),
  render_empty_system_message: optional(v.boolean()),
  roles: v.looseObject({ user: v.string(), assistant: v.string() }),
  role_templates: optional(v.looseObject({ user: optional(v.string()), assistant: optional(v.string()) })),
  role_content_sep: optional(v.string()),
  role_empty_sep: optional(v.string()),
  seps: v.pipe(v.array(v.string()), v.minLength(1)),
  stop_str: optional(v.array(v.string())),
});

const CONFIG = v.object({
  model_type: v.optional(v.string(), ''),
  conv_template: v.optional(v.unknown()),
  conv_config: v.optional(v.unknown()),
});

const TENSORS = v.object({
  records: v.array(v.object({ records: v.array(v.object({ nbytes: v.number() })) })),
});

/** How a model is talked to, in web-llm's words. What is not named here passes through. */
export type MlcTemplate = v.InferOutput<typeof TEMPLATE>;

export interface MlcConfig {
  readonly modelType: string;
  /** As it stands in the file; embedders have none. */
  readonly template: unknown;
}

/** Reads `mlc-chat-config.json`. Rejects with `integrity-failed`. */
export function readMlcConfig(bytes: ArrayBuffer, path: string, modelName: string): MlcConfig {
  const {
    model_type: modelType,
    conv_template: template,
    conv_config: changes,
  } = parse(CONFIG, bytes, path, modelName);
  return {
    modelType,
    template: isRecord(template) && isRecord(changes) ? { ...template, ...changes } : template,
  };
}

/** The conversation template of a generator. Rejects with `integrity-failed`. */
export function readMlcTemplate({ template }: MlcConfig, path: string, modelName: string): MlcTemplate {
  const result = v.safeParse(TEMPLATE, template);
  if (result.success) return result.output;
  throw unfitFile(modelName, path, `conv_template: ${result.issues[0].message}`);
}

/** Bytes of the largest tensor that `tensor-cache.json` names. Rejects with `integrity-failed`. */
export function readLargestTensor(bytes: ArrayBuffer, path: string, modelName: string): number {
  const { records } = parse(TENSORS, bytes, path, modelName);
  return records
    .flatMap((shard) => shard.records)
    .reduce((largest, { nbytes }) => Math.max(largest, nbytes), 0);
}

function parse<T>(
  schema: v.GenericSchema<unknown, T>,
  bytes: ArrayBuffer,
  path: string,
  modelName: string,
): T {
  try {
    return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw unfitFile(modelName, path, String(error));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
