import type { ModelEntry } from '../../contracts/model';

/** Sentence embeddings, 384 dimensions: triage, extraction and search. */
export const ALL_MINILM_L6_V2: ModelEntry = {
  id: 'all-minilm-l6-v2',
  name: 'MiniLM L6',
  task: 'feature-extraction',
  engine: 'transformers',
  purpose: 'Understands what a mail is about: sorts mail and finds the sentences that matter.',
  license: 'Apache-2.0',
  languages: ['en'],
  parameters: 22_713_216,
  contextLength: 256,
  quantization: 'q8',
  downloadBytes: 23_407_046,
  memoryBytes: 250_000_000,
  devices: ['wasm', 'webgpu'],
  requiresF16: false,
  source: { kind: 'bundled' },
  evidence: 'tested',
  baseUrl: 'models/all-minilm-l6-v2/',
  files: [
    {
      path: 'config.json',
      bytes: 664,
      sha256: 'b1149392a8a818f67f3339bc6e974edd71a931c6ff955560b166ff3893117aa1',
    },
    {
      path: 'tokenizer.json',
      bytes: 466081,
      sha256: '5fd1c882abbd30517dced455a2c9768945ec726b96727927e4959348d9de550b',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 325,
      sha256: 'da7f5dab6e61c37b86b855300cf8df584e3708800b5b465ee8090ce17bb65c23',
    },
    {
      path: 'onnx/model_quantized.onnx',
      bytes: 22928619,
      sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
    },
    {
      path: 'LICENSE',
      bytes: 11357,
      sha256: 'c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4',
    },
  ],
  // WASM first: 25 ms for a short text there, and the GPU stays free for the generator.
  variants: [
    {
      engine: 'transformers',
      device: 'wasm',
      graph: 'model',
      dtype: 'q8',
      files: ['onnx/model_quantized.onnx'],
      peakBytes: 250_000_000,
    },
    {
      engine: 'transformers',
      device: 'webgpu',
      graph: 'model',
      dtype: 'q8',
      files: ['onnx/model_quantized.onnx'],
      peakBytes: 250_000_000,
    },
  ],
  prompts: null,
  knownAnswer: {
    kind: 'embed',
    text: 'Could you confirm the delivery date for Thursday?',
    expected: [
      -0.0278, 0.0154, 0.0509, -0.0052, -0.0095, 0.0154, -0.0078, -0.0194, -0.0796, 0.0195, 0.0603, -0.0121,
      -0.0073, 0.0476, 0.0095, -0.054,
    ],
    tolerance: 0.02,
  },
};
