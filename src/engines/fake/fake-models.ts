import type { ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';
import { hashedUnitVector } from './hashed-unit-vector';

export const FAKE_DIMENSIONS = 32;

const FILES = [{ path: 'config.json', bytes: 2, sha256: '' }];

function variant(device: ModelVariant['device']): ModelVariant {
  return { engine: 'fake', device, graph: 'model', dtype: 'q4', files: [], peakBytes: 1_000_000 };
}

/** Models of the fake engine, each for both devices, for tests of all that stands above engines. */
export const FAKE_GENERATOR: ModelEntry = {
  id: 'fake-generator',
  name: 'Fake generator',
  task: 'text-generation',
  engine: 'fake',
  purpose: 'Echoes.',
  license: 'Apache-2.0',
  languages: ['en'],
  parameters: 0,
  contextLength: 200,
  quantization: 'none',
  downloadBytes: 2,
  memoryBytes: 1_000_000,
  devices: ['webgpu', 'wasm'],
  requiresF16: false,
  source: { kind: 'bundled' },
  evidence: 'tested',
  baseUrl: 'models/fake-generator/',
  files: FILES,
  variants: [variant('webgpu'), variant('wasm')],
  prompts: {
    system: 'Echo.',
    mail: '{body}',
    summary: 'Summarise.',
    keypoint: 'Key point?',
    asks: 'Asks?',
    reply: 'Reply. {points}',
    point: '- {ask}: {stance}; {note}',
  },
  knownAnswer: { kind: 'generate', prompt: 'ready', maxTokens: 2, expected: 'ready ready' },
};

export const FAKE_EMBEDDER: ModelEntry = {
  ...FAKE_GENERATOR,
  id: 'fake-embedder',
  name: 'Fake embedder',
  task: 'feature-extraction',
  purpose: 'Hashes.',
  baseUrl: 'models/fake-embedder/',
  prompts: null,
  knownAnswer: {
    kind: 'embed',
    text: 'ready',
    expected: [...hashedUnitVector('ready', FAKE_DIMENSIONS)],
    tolerance: 1e-6,
  },
};

export function fakeWeights(entry: ModelEntry): WeightReader {
  const file = new Blob(['{}']);
  return {
    modelId: entry.id,
    files: entry.files,
    stream: async () => file.stream(),
    buffer: () => file.arrayBuffer(),
  };
}
