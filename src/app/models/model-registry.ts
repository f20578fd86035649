import { DesksideError, type Failure } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { CATALOGUE } from '../../models/catalogue';

/** The models that can be installed and run, known without asking the store: the catalogue's and those that the user added. */
export interface ModelRegistry {
  find(modelId: string): ModelEntry | undefined;
  /** Rejects with `model-unknown`. */
  require(modelId: string): ModelEntry;
  added(): readonly ModelEntry[];
  add(entry: ModelEntry): void;
  forget(modelId: string): void;
}

export function createModelRegistry(catalogue: readonly ModelEntry[] = CATALOGUE): ModelRegistry {
  const added = new Map<string, ModelEntry>();
  const find = (modelId: string): ModelEntry | undefined =>
    catalogue.find((entry) => entry.id === modelId) ?? added.get(modelId);

  return {
    find,
    require(modelId) {
      const entry = find(modelId);
      if (entry) return entry;
      const known = [...catalogue, ...added.values()].map(({ id }) => id);
      const failure: Failure = {
        code: 'model-unknown',
        message: `There is no model called “${modelId}”. Known models: ${known.join(', ')}.`,
        retryable: false,
      };
      throw new DesksideError(failure);
    },
    added: () => [...added.values()],
    add: (entry) => void added.set(entry.id, entry),
    forget: (modelId) => void added.delete(modelId),
  };
}
