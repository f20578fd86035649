export type PageStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The browser's storage; one that is told to keep no site data throws at the mere word, and then this page remembers for itself. */
export function pageStorage(kind: 'localStorage' | 'sessionStorage' = 'localStorage'): PageStorage {
  try {
    return globalThis[kind];
  } catch {
    return createMemoryPageStorage();
  }
}

export function createMemoryPageStorage(): PageStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
