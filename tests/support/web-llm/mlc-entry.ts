import type { ModelEntry, WeightReader } from '../../../src/contracts/model';
import { GENERAL_PROMPTS } from '../../../src/models/catalogue/general-prompts';
import { weightsFrom } from '../weights-from';

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** The entry of a folder of `mlcFolder`, for tests of the engine that look nothing up. */
export function mlcEntry(files: Files, changes: Partial<ModelEntry> = {}): ModelEntry {
  const library = Object.keys(files).find((path) => path.endsWith('.wasm')) ?? '';
  return {
    id: 'tiny-writer',
    name: 'Tiny Writer',
    task: 'text-generation',
    engine: 'web-llm',
    purpose: 'Tests.',
    license: 'Apache-2.0',
    languages: ['en'],
    parameters: 5000,
    contextLength: 64,
    quantization: 'q4f16_1',
    downloadBytes: 5000,
    memoryBytes: 1e8,
    devices: ['webgpu'],
    requiresF16: false,
    source: { kind: 'file', name: 'tiny' },
    evidence: 'listed',
    baseUrl: '',
    files: Object.entries(files).map(([path, { byteLength }]) => ({
      path,
      bytes: byteLength,
      sha256: '0'.repeat(64),
    })),
    variants: [
      {
        engine: 'web-llm',
        device: 'webgpu',
        graph: library,
        dtype: 'q4f16_1',
        files: [library],
        peakBytes: 1e8,
      },
    ],
    prompts: GENERAL_PROMPTS,
    knownAnswer: { kind: 'none' },
    ...changes,
  };
}

/** Tells of each file that is read. */
export function folderWeights(
  entry: ModelEntry,
  files: Files,
  onRead: (path: string) => void = () => undefined,
): WeightReader {
  return weightsFrom(entry, async (path) => {
    onRead(path);
    return new Response(files[path]);
  });
}
