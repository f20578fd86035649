import { DesksideError, type Failure } from '../../contracts/failure';
import type { ModelEntry, ModelListing } from '../../contracts/model';
import { CATALOGUE } from '../../models/catalogue';

/** Who else runs models. */
export type RemoteKind = 'server' | 'browser';

/** Whether others run the model and look after its files, so that nothing of it is stored, checked or measured here. */
export function isRemote({ source }: Pick<ModelListing, 'source'>): boolean {
  return source.kind === 'server' || source.kind === 'browser';
}

/** The models that can be run, known without asking the store: the catalogue's, those that the user added, and those that others run. */
export interface ModelRegistry {
  find(modelId: string): ModelEntry | undefined;
  /** Rejects with `model-unknown`. */
  require(modelId: string): ModelEntry;
  added(): readonly ModelEntry[];
  add(entry: ModelEntry): void;
  forget(modelId: string): void;
  /** All that others of this kind run, in place of those that were known before. */
  setRemote(kind: RemoteKind, entries: readonly ModelEntry[]): void;
}

export function createModelRegistry(catalogue: readonly ModelEntry[] = CATALOGUE): ModelRegistry {
  const added = new Map<string, ModelEntry>();
  const remote: Record<RemoteKind, readonly ModelEntry[]> = { server: [], browser: [] };
  const all = (): readonly ModelEntry[] => [
    ...catalogue,
    ...added.values(),
    ...remote.server,
    ...remote.browser,
  ];
  const find = (modelId: string): ModelEntry | undefined => all().find((entry) => entry.id === modelId);

  return {
    find,
    require(modelId) {
      const entry = find(modelId);
      if (entry) return entry;
      const known = all().map(({ id }) => id);
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
    setRemote(kind, entries) {
      remote[kind] = entries;
    },
  };
}
