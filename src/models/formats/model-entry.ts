import type { ModelEntry } from '../../contracts/model';
import {
  GENERAL_EMBEDDER_ANSWER,
  GENERAL_GENERATOR_ANSWER,
  GENERAL_PROMPTS,
} from '../catalogue/general-prompts';

type Derived =
  'downloadBytes' | 'memoryBytes' | 'devices' | 'requiresF16' | 'evidence' | 'prompts' | 'knownAnswer';

/** The entry of a model that nobody has tried here: what follows from its files and variants is filled in. */
export function completeEntry(known: Omit<ModelEntry, Derived>): ModelEntry {
  const { task, files, variants } = known;
  const writes = task === 'text-generation';
  return {
    ...known,
    downloadBytes: files.reduce((sum, file) => sum + file.bytes, 0),
    memoryBytes: Math.min(...variants.map((variant) => variant.peakBytes)),
    devices: [...new Set(variants.map((variant) => variant.device))],
    requiresF16: variants.every((variant) => variant.requiresF16 === true),
    evidence: 'listed',
    prompts: writes ? GENERAL_PROMPTS : null,
    knownAnswer: writes ? GENERAL_GENERATOR_ANSWER : GENERAL_EMBEDDER_ANSWER,
  };
}
