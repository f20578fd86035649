import type { ModelEntry } from '../contracts/model';
import { ALL_MINILM_L6_V2 } from './catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from './catalogue/smollm2-135m-desk';

/** All models that Deskside knows; the starter pack, which ships with the app. */
export const CATALOGUE: readonly ModelEntry[] = [ALL_MINILM_L6_V2, SMOLLM2_135M_DESK];

export function findModel(id: string): ModelEntry | undefined {
  return CATALOGUE.find((entry) => entry.id === id);
}

/** Bytes of all files. */
export function modelBytes(entry: Pick<ModelEntry, 'files'>): number {
  return entry.files.reduce((sum, file) => sum + file.bytes, 0);
}
