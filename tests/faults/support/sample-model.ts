import type { ModelEntry, ModelSource } from '../../../src/contracts/model';
import { sha256 } from '../../../src/models/sha256';

export interface SampleModel {
  readonly entry: ModelEntry;
  /** The right bytes by URL. */
  readonly contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Bytes that differ everywhere and from seed to seed. */
export function sampleBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** The files of a model, by path. */
export type SampleFiles = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** A catalogue entry over the given files, with the bytes that belong to it; ships with the app unless `source` says otherwise. */
export async function sampleModel(
  files: SampleFiles,
  id = 'sample',
  { source = { kind: 'bundled' }, baseUrl = `models/${id}/` }: SampleOrigin = {},
): Promise<SampleModel> {
  const entries = Object.entries(files);
  const bytes = entries.reduce((sum, [, content]) => sum + content.byteLength, 0);
  return {
    entry: {
      id,
      name: `Model ${id}`,
      task: 'feature-extraction',
      engine: 'fake',
      purpose: 'For tests.',
      license: 'CC0-1.0',
      languages: ['en'],
      parameters: 1,
      contextLength: 1,
      quantization: 'q8',
      downloadBytes: bytes,
      memoryBytes: bytes,
      devices: ['wasm'],
      requiresF16: false,
      source,
      evidence: 'tested',
      baseUrl,
      files: await Promise.all(
        entries.map(async ([path, content]) => ({
          path,
          bytes: content.byteLength,
          sha256: await sha256(content),
        })),
      ),
      variants: [],
      prompts: null,
      knownAnswer: { kind: 'embed', text: 'x', expected: [1], tolerance: 0.1 },
    },
    contents: new Map(entries.map(([path, content]) => [baseUrl + path, content])),
  };
}

interface SampleOrigin {
  readonly source?: ModelSource;
  readonly baseUrl?: string;
}
