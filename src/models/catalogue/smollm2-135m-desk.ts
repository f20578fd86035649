import type { ModelEntry } from '../../contracts/model';

const DATA_FILES = [
  'onnx/model_q4.onnx_data',
  'onnx/model_q4.onnx_data_1',
  'onnx/model_q4.onnx_data_2',
  'onnx/model_q4.onnx_data_3',
  'onnx/model_q4.onnx_data_4',
];

/**
 * SmolLM2-135M-Instruct, tuned on desk mail. Three graphs over the same data files. One keeps the weights at 4 bits, for WebGPU; on WASM its kernel
 * manages about one token a second, so it is not offered there. One computes in 8 bits, with weights made at load, and is the one for
 * WASM; see docs/decisions/eight-bit-weights.md. The last expands the weights to fp32 at load: nothing is rounded, for more than three times the memory.
 */
export const SMOLLM2_135M_DESK: ModelEntry = {
  id: 'smollm2-135m-desk',
  name: 'SmolLM2 135M Desk',
  task: 'text-generation',
  engine: 'transformers',
  purpose:
    'Phrases summaries and drafts replies. Small and quick; everything it writes is checked against the mail.',
  license: 'Apache-2.0',
  languages: ['en'],
  parameters: 134_515_008,
  contextLength: 8192,
  quantization: 'q4',
  downloadBytes: 108_789_349,
  memoryBytes: 320_000_000,
  devices: ['webgpu', 'wasm'],
  requiresF16: false,
  source: { kind: 'bundled' },
  evidence: 'tested',
  baseUrl: 'models/smollm2-135m-desk/',
  files: [
    {
      path: 'config.json',
      bytes: 818,
      sha256: '3c7b6e5f988a788c7b29a2fdf61263a8fcc4d4d3ed4702df52210ebe0d6e000e',
    },
    {
      path: 'generation_config.json',
      bytes: 66,
      sha256: '8025b6679dcf077f5d339bd154238d70891decb48f35f294bfaa33a343140439',
    },
    {
      path: 'tokenizer.json',
      bytes: 1563270,
      sha256: '2225e8fb36485529d3c826106f8bec359b719a6bcc3f5d6314a834c7be153905',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 682,
      sha256: 'a9abdca721039e736385fdba5c905f54a3032876adbde72c164b080a2c95d712',
    },
    {
      path: 'onnx/model_q4.onnx',
      bytes: 272162,
      sha256: '8d0fc6d6623528db9e59e9f95d8c2f7d3d390d2f491bb5269f2d685be79219b8',
    },
    {
      path: 'onnx/model_wasm_int8.onnx',
      bytes: 202945,
      sha256: '7e96c9e8752544d7466be9750c853c2defbfb989ecaa2792d9bf88f2791f2f91',
    },
    {
      path: 'onnx/model_wasm_int8.recipe.json',
      bytes: 51959,
      sha256: 'a8bac1f2e326f0761e007888aeb07ebf14adff210b38ed5e9224c7df79e09776',
    },
    {
      path: 'onnx/model_wasm_q4.onnx',
      bytes: 2043018,
      sha256: '3e23b6540595dde81c35ae79b67e8a99fe66da5924b48c217ef15e1f5e2f1406',
    },
    {
      path: 'onnx/model_q4.onnx_data',
      bytes: 20947584,
      sha256: 'cf76bd3af43b5e6c57f4ebe70b9c2bb8bd42ff028c7534266ca006d0df013259',
    },
    {
      path: 'onnx/model_q4.onnx_data_1',
      bytes: 21043968,
      sha256: 'd5fdb5ad2d6e8cbbee289e3288ba39c87e98545cf0e082a12a7f75547df88b76',
    },
    {
      path: 'onnx/model_q4.onnx_data_2',
      bytes: 20997120,
      sha256: 'c765dbbb7e5904d7bf99035cca657f7bd87fc655f652068f6b874f71c73abf87',
    },
    {
      path: 'onnx/model_q4.onnx_data_3',
      bytes: 20997504,
      sha256: 'bd29bdfeaf6ebf574a917d28e45ddeba54affb50b360a0a92d90ed52c43797f8',
    },
    {
      path: 'onnx/model_q4.onnx_data_4',
      bytes: 20656896,
      sha256: 'cb1377232c9ccc8bf3a90f779192d3cf4fb52bd67f3edfaf064964ef06a8654c',
    },
    {
      path: 'LICENSE',
      bytes: 11357,
      sha256: 'c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4',
    },
  ],
  variants: [
    {
      engine: 'transformers',
      device: 'webgpu',
      graph: 'model',
      dtype: 'q4',
      files: ['onnx/model_q4.onnx', ...DATA_FILES],
      peakBytes: 600_000_000,
    },
    {
      engine: 'transformers',
      device: 'wasm',
      graph: 'model_wasm',
      dtype: 'int8',
      files: ['onnx/model_wasm_int8.onnx', 'onnx/model_wasm_int8.recipe.json', ...DATA_FILES],
      peakBytes: 320_000_000,
    },
    {
      engine: 'transformers',
      device: 'wasm',
      graph: 'model_wasm',
      dtype: 'q4',
      files: ['onnx/model_wasm_q4.onnx', ...DATA_FILES],
      peakBytes: 1_500_000_000,
    },
  ],
  // The words that it was tuned on; other words cost quality.
  prompts: {
    system:
      'You are Deskside, a private desk assistant. Use only facts from the mail. Copy names, numbers and dates exactly. Where a fact is missing, write a blank such as [date].',
    mail: 'From: {from}\nTo: {to}\nDate: {date}\nSubject: {subject}\n\n{body}',
    summary: 'Summarise this mail in at most two sentences.',
    keypoint: 'Give the key point in one short sentence.',
    asks: 'What is {owner} asked to do? One line each, or none.',
    reply: 'Draft the reply from {owner}, {role}. Points:\n{points}',
    point: '- {ask}: {stance}; {note}',
  },
  knownAnswer: {
    kind: 'generate',
    prompt: 'What is the capital of France?',
    maxTokens: 4,
    expected: 'The capital of France',
  },
};
