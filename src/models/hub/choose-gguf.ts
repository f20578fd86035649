import type { ModelListing } from '../../contracts/model';
import { isLoadable, requireLoadable } from '../formats/gguf-model';
import { groupGgufFiles, type GgufSet } from '../formats/gguf-names';
import { unsupportedModel } from '../formats/model-file-failures';

/** Best first: four bits are the best bargain, and plain `Q4_0` the quickest of them. */
const GGUF_PREFERENCE = [
  'Q4_K_M',
  'Q4_0',
  'Q8_0',
  'Q4_K_S',
  'Q4_1',
  'IQ4_NL',
  'IQ4_XS',
  'Q5_K_M',
  'Q5_K_S',
  'Q6_K',
  'BF16',
  'F16',
];

/**
 * The file that is wanted, or else the best of those that can be loaded; the smallest where the names tell nothing.
 * `files`: bytes by path. Rejects with `unsupported-model`.
 */
export function chooseGguf(
  repo: string,
  files: ReadonlyMap<string, number>,
  wanted: Partial<Pick<ModelListing, 'file' | 'quantization'>> | null,
): GgufSet {
  const sets = groupGgufFiles(files);
  const file = wanted?.file;
  const set = file === undefined ? findBest(sets, files, wanted?.quantization) : findNamed(sets, file);
  if (!set) {
    throw unsupportedModel(
      `“${repo}” has no GGUF file of a model${file === undefined ? '' : ` called “${file}”`}. Choose another version of it.`,
    );
  }
  requireLoadable(set, files);
  return set;
}

function findNamed(sets: readonly GgufSet[], file: string): GgufSet | undefined {
  return sets.find(({ paths }) => paths.includes(file));
}

function findBest(
  sets: readonly GgufSet[],
  files: ReadonlyMap<string, number>,
  wanted: string | undefined,
): GgufSet | undefined {
  const loadable = sets.filter((set) => isLoadable(set, files));
  for (const quantization of [wanted, ...GGUF_PREFERENCE]) {
    const set = loadable.find((other) => other.quantization === quantization);
    if (set) return set;
  }
  const rest = loadable.length > 0 ? loadable : sets;
  return [...rest].sort((a, b) => a.bytes - b.bytes)[0];
}
