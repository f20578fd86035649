import type { ModelEntry } from '../../../src/contracts/model';
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

/** A catalogue entry over the given files, with the bytes that belong to it. */
export async function sampleModel(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  id = 'sample',
): Promise<SampleModel> {
  const baseUrl = `models/${id}/`;
  const entries = Object.entries(files);
  return {
    entry: {
      id,
      name: `Model ${id}`,
      task: 'feature-extraction',
      purpose: 'For tests.',
      license: 'CC0-1.0',
      parameters: 1,
      contextLength: 1,
      baseUrl,
      files: await Promise.all(
        entries.map(async ([path, bytes]) => ({
          path,
          bytes: bytes.byteLength,
          sha256: await sha256(bytes),
        })),
      ),
      variants: [],
      prompts: null,
      knownAnswer: { kind: 'embed', text: 'x', expected: [1], tolerance: 0.1 },
    },
    contents: new Map(entries.map(([path, bytes]) => [baseUrl + path, bytes])),
  };
}
