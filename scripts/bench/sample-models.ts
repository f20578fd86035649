import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelEntry, ModelFile } from '../../src/contracts/model';
import { createServedBuild, type ServedBuild } from './served-build';

const MODELS_FOLDER = 'benchmark-models';

/** As the starter generator is cut, and the same amount in one piece. Sizes in bytes. */
const SHAPES = {
  'five files': [21_000_000, 21_000_000, 21_000_000, 21_000_000, 16_000_000],
  'one file': [100_000_000],
} as const;
export type ModelShape = keyof typeof SHAPES;

export interface ServedModels extends ServedBuild {
  /** The entry of a model, whose files are at `origin`. */
  entry(shape: ModelShape, origin: string): ModelEntry;
}

/** Writes models of noise, which does not compress, beside the built app: it may only fetch from its own origin. */
export async function serveSampleModels(): Promise<ServedModels> {
  const build = await createServedBuild();
  const files = new Map<ModelShape, ModelFile[]>();
  for (const shape of Object.keys(SHAPES) as ModelShape[]) {
    files.set(shape, await writeFiles(path.join(build.root, MODELS_FOLDER, idOf(shape)), SHAPES[shape]));
  }
  return {
    ...build,
    entry: (shape, origin) => entryOf(shape, files.get(shape) ?? [], origin),
  };
}

async function writeFiles(folder: string, sizes: readonly number[]): Promise<ModelFile[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    sizes.map(async (bytes, index) => {
      const noise = randomBytes(bytes);
      const file = `weights-${index}.bin`;
      await writeFile(path.join(folder, file), noise);
      return { path: file, bytes, sha256: createHash('sha256').update(noise).digest('hex') };
    }),
  );
}

const idOf = (shape: ModelShape): string => `benchmark-${shape.replace(' ', '-')}`;

function entryOf(shape: ModelShape, files: readonly ModelFile[], origin: string): ModelEntry {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    id: idOf(shape),
    name: `Noise in ${shape}`,
    task: 'text-generation',
    engine: 'fake',
    purpose: 'Measures the store.',
    license: 'CC0-1.0',
    languages: [],
    parameters: bytes,
    contextLength: 0,
    quantization: 'none',
    downloadBytes: bytes,
    memoryBytes: bytes,
    devices: [],
    requiresF16: false,
    source: { kind: 'bundled' },
    evidence: 'tested',
    baseUrl: new URL(`${MODELS_FOLDER}/${idOf(shape)}/`, origin).href,
    files,
    variants: [],
    prompts: null,
    knownAnswer: { kind: 'generate', prompt: '', maxTokens: 0, expected: '' },
  };
}
