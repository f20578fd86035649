/** The measures of a Llama decoder, as its `config.json` has them. */
export interface DecoderShape {
  readonly layers: number;
  readonly hidden: number;
  readonly inner: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly headSize: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly epsilon: number;
  readonly ropeTheta: number;
}

/** Throws when the configuration is not that of a decoder that `int8-graph.ts` can write. */
export function readDecoderShape(config: Readonly<Record<string, unknown>>): DecoderShape {
  const number = (key: string): number => {
    const value = config[key];
    if (typeof value !== 'number') throw new Error(`config.json has no number “${key}”.`);
    return value;
  };
  const expected = { model_type: 'llama', hidden_act: 'silu', tie_word_embeddings: true, rope_scaling: null };
  for (const [key, value] of Object.entries(expected))
    if (config[key] !== value) throw new Error(`config.json has another “${key}” than ${value}.`);
  return {
    layers: number('num_hidden_layers'),
    hidden: number('hidden_size'),
    inner: number('intermediate_size'),
    heads: number('num_attention_heads'),
    keyHeads: number('num_key_value_heads'),
    headSize: number('head_dim'),
    vocabulary: number('vocab_size'),
    context: number('max_position_embeddings'),
    epsilon: number('rms_norm_eps'),
    ropeTheta: number('rope_theta'),
  };
}

/** Output channels that lie together in a matrix. Fewer cost more calls, more are further apart in memory; 32 measured fastest. */
export const PANEL = 32;
/** Size of the rotations of the residual stream and of values. */
export const ROTATION = 64;
