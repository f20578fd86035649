const utf8 = (content: object | string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));

/** Not a graph, but as many bytes; what only looks into folders cannot tell. */
const graph = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(bytes).map((_, i) => (i * 7) % 251);

/** The files of a chat model as it lies in a repository for transformers.js, with graphs for several machines. */
export function onnxFolder(): Record<string, Uint8Array<ArrayBuffer>> {
  return {
    'README.md': utf8('# Tiny'),
    LICENSE: utf8('Apache License'),
    'config.json': utf8({
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      max_position_embeddings: 4096,
      'transformers.js_config': { use_external_data_format: { 'model_q4f16.onnx': 2 } },
    }),
    'generation_config.json': utf8({ eos_token_id: 2 }),
    'tokenizer.json': utf8({ model: {} }),
    'tokenizer_config.json': utf8({ chat_template: '{{ messages }}', model_max_length: 8192 }),
    'onnx/model_q4f16.onnx': graph(40),
    'onnx/model_q4f16.onnx_data': graph(2000),
    'onnx/model_q4f16.onnx_data_1': graph(1000),
    'onnx/model_q4.onnx': graph(3000),
    'onnx/model_quantized.onnx': graph(4000),
    'onnx/model.onnx': graph(9000),
  };
}
