import { emptyMlcLibrary } from './empty-mlc-library';

type Bytes = Uint8Array<ArrayBuffer>;

const json = (content: object): Bytes => new TextEncoder().encode(JSON.stringify(content));
const shard = (bytes: number, seed: number): Bytes =>
  new Uint8Array(bytes).map((_, i) => (i * 7 + seed) % 251);

/** As `mlc_llm gen_config` writes it for a model that talks in ChatML. */
export const CHATML_CONFIG = {
  version: '0.1.0',
  model_type: 'llama',
  quantization: 'q4f16_1',
  model_config: {
    hidden_size: 64,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    head_dim: 16,
    context_window_size: 8192,
    prefill_chunk_size: 1024,
    vocab_size: 16,
  },
  vocab_size: 16,
  context_window_size: 8192,
  sliding_window_size: -1,
  prefill_chunk_size: 1024,
  attention_sink_size: -1,
  temperature: 0.7,
  repetition_penalty: 1.1,
  top_p: 0.95,
  tokenizer_files: ['tokenizer.json', 'tokenizer_config.json'],
  tokenizer_info: {
    token_postproc_method: 'byte_level',
    prepend_space_in_encode: false,
    strip_space_in_decode: false,
  },
  conv_template: {
    name: 'chatml',
    system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
    system_message: 'You are a helpful assistant.',
    system_prefix_token_ids: null,
    add_role_after_system_message: true,
    roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant', tool: '<|im_start|>user' },
    role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
    messages: [],
    seps: ['<|im_end|>\n'],
    role_content_sep: '\n',
    role_empty_sep: '\n',
    stop_str: ['<|im_end|>'],
    stop_token_ids: [2],
    function_string: '',
    use_function_calling: false,
  },
  pad_token_id: 2,
  bos_token_id: 1,
  eos_token_id: 2,
};

/** Words, spaces left out; whatever else is text is `<unk>`. */
const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: ['<unk>', '<|im_start|>', '<|im_end|>'].map((content, id) => ({
    ...{ id, content, special: true },
    ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
  })),
  normalizer: null,
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: null,
  decoder: null,
  model: {
    type: 'WordLevel',
    unk_token: '<unk>',
    vocab: { '<unk>': 0, '<|im_start|>': 1, '<|im_end|>': 2, two: 3, words: 4, user: 5, assistant: 6 },
  },
};

/** Names no tensors in its shards when `tensors` is false, so that nothing has to be made of them. */
function tensorCache(shards: Readonly<Record<string, Bytes>>, tensors: boolean) {
  const records = Object.entries(shards).map(([dataPath, { byteLength }], i) => ({
    ...{ dataPath, format: 'raw-shard', nbytes: byteLength, md5sum: '0'.repeat(32) },
    records: tensors
      ? [
          {
            name: `model.layers.${i}.weight`,
            shape: [byteLength / 4],
            dtype: 'uint32',
            format: 'raw',
            nbytes: byteLength,
            byteOffset: 0,
          },
        ]
      : [],
  }));
  const bytes = records.reduce((sum, { nbytes }) => sum + nbytes, 0);
  return { metadata: { ParamSize: records.length, ParamBytes: bytes, BitsPerParam: 4.5 }, records };
}

export interface MlcFolderOptions {
  /** Changes to `mlc-chat-config.json`. */
  readonly config?: object;
  readonly tensors?: boolean;
}

/** The files of a tiny generator as `mlc_llm` leaves them, with a library that has no model in it. */
export function mlcFolder({ config = {}, tensors = true }: MlcFolderOptions = {}): Record<string, Bytes> {
  const shards = { 'params_shard_0.bin': shard(2000, 1), 'params_shard_1.bin': shard(1200, 2) };
  return {
    'README.md': new TextEncoder().encode('# Tiny'),
    LICENSE: new TextEncoder().encode('Apache License'),
    'mlc-chat-config.json': json({ ...CHATML_CONFIG, ...config }),
    'tensor-cache.json': json(tensorCache(shards, tensors)),
    ...shards,
    'tokenizer.json': json(TOKENIZER),
    'tokenizer_config.json': json({ eos_token: '<|im_end|>' }),
    'vocab.json': json({}),
    'Tiny-Writer-q4f16_1-webgpu.wasm': emptyMlcLibrary(),
  };
}
