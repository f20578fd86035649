import type { FollowedTable } from './tab-channel';

/** In place of the id of a mail: all mail is being deleted. */
export const ALL_MAIL = 'all mail';
/** In place of the id of a mail: documents came or went. */
export const DOCUMENTS = 'documents';
/** In place of the id of a mail: another tab has written rows of this table. */
export const elsewhere = (table: FollowedTable): string => `elsewhere ${table}`;

/** Tells those who watch a mail, or a row that another tab wrote, that something of it changed in the store. */
export interface ChangeBus {
  emit(id: string): void;
  on(id: string, listener: () => void): () => void;
}

export function createChangeBus(): ChangeBus {
  const listeners = new Map<string, Set<() => void>>();
  return {
    emit(id) {
      for (const listener of [...(listeners.get(id) ?? [])]) listener();
    },
    on(id, listener) {
      const forId = listeners.get(id) ?? new Set();
      listeners.set(id, forId.add(listener));
      return () => {
        forId.delete(listener);
        if (forId.size === 0) listeners.delete(id);
      };
    },
  };
}
