import type { PageStorage } from '../../platform/page-storage';

/** Loads that ended with the page, in a row, before the model is no longer loaded on its own. */
const MOST_CRASHES = 2;
const KEY = 'deskside.loading.';

/** Remembers across crashes that a model was being loaded, so that one which takes the page down each time is not tried for ever. */
export interface LoadMarker {
  /** Whether loading this model has taken the page down too often. */
  isBarred(modelId: string): boolean;
  /** Marks the model while `load` runs. */
  during<T>(modelId: string, load: () => Promise<T>): Promise<T>;
  /** The user wants to try it again. */
  pardon(modelId: string): void;
  /** The page is being closed or reloaded by the user, which says nothing against the models that are loading. */
  leave(): void;
  isLoading(): boolean;
}

export function createLoadMarker(storage: PageStorage): LoadMarker {
  const loading = new Set<string>();
  const crashes = (modelId: string): number => Number(storage.getItem(KEY + modelId) ?? 0);

  return {
    isBarred: (modelId) => crashes(modelId) >= MOST_CRASHES,
    async during(modelId, load) {
      if (loading.has(modelId)) return load();
      loading.add(modelId);
      storage.setItem(KEY + modelId, String(crashes(modelId) + 1));
      try {
        return await load();
      } finally {
        loading.delete(modelId);
        storage.removeItem(KEY + modelId);
      }
    },
    pardon: (modelId) => storage.removeItem(KEY + modelId),
    leave() {
      for (const modelId of loading) storage.removeItem(KEY + modelId);
    },
    isLoading: () => loading.size > 0,
  };
}
