import type { PageStorage } from '../../platform/page-storage';

/**
 * Remembers outside of the database which models were there. Browsers that clear an origin's storage for want of room take its databases and
 * leave `localStorage`, so that the loss can be told.
 */
export interface StoredModelsMarker {
  /** Called with every look at the store that the user's own doing explains. */
  note(modelId: string, isStored: boolean): void;
  /** The models that were there at the last visit. */
  remembered(): readonly string[];
}

const KEY = 'deskside.stored-models';

export function createStoredModelsMarker(storage: PageStorage): StoredModelsMarker {
  function read(): Set<string> {
    const text = storage.getItem(KEY) ?? '';
    return new Set(text === '' ? [] : text.split(' '));
  }

  return {
    note(modelId, isStored) {
      const ids = read();
      if (ids.has(modelId) === isStored) return;
      if (isStored) ids.add(modelId);
      else ids.delete(modelId);
      storage.setItem(KEY, [...ids].join(' '));
    },
    remembered: () => [...read()],
  };
}
