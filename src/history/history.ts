import type { AskAnswer, Correction, MessageResult } from '../contracts/briefing';
import { toFailure, type Failure } from '../contracts/failure';
import type { Settings } from '../contracts/settings';
import { isNewerDatabase } from '../platform/storage-error';
import { TABLE_KEYS, type HistoryStorage, type TableName } from './history-tables';
import { openIndexedDbHistoryStorage } from './indexed-db-history-storage';
import { createMemoryHistoryStorage } from './memory-history-storage';
import { createMessageTable, type MessageTable } from './message-table';
import { parseSettings } from './settings-schema';

/**
 * All that Deskside remembers besides models: mails, what was made of them, and what the user said. Every method is one transaction and
 * rejects with `quota-exceeded` or `storage-unavailable`. `id` is always `Message.id`.
 */
export interface History {
  /** Why all this is gone when the page closes; null when it is kept. */
  readonly notice: Failure | null;
  readonly messages: MessageTable;
  readonly results: {
    get(id: string): Promise<MessageResult | undefined>;
    all(): Promise<MessageResult[]>;
    /**
     * Stores the result and returns what is stored. A draft that the user has edited (`origin: 'user'`) stays, whatever `result` holds,
     * unless `result` brings another edit or the user asked for a new draft (`replaceUserDraft`).
     */
    put(result: MessageResult, options?: { readonly replaceUserDraft?: boolean }): Promise<MessageResult>;
  };
  readonly embeddings: {
    get(id: string, modelId: string): Promise<Float32Array | undefined>;
    /** By `Message.id`. */
    all(modelId: string): Promise<Map<string, Float32Array>>;
    put(id: string, modelId: string, vector: Float32Array): Promise<void>;
  };
  readonly corrections: {
    all(): Promise<Correction[]>;
    /** One for each mail: a later one takes the place of the earlier. */
    put(correction: Correction): Promise<void>;
    delete(id: string): Promise<void>;
  };
  readonly answers: {
    /** Empty when the user took no position yet. */
    get(id: string): Promise<readonly AskAnswer[]>;
    put(id: string, answers: readonly AskAnswer[]): Promise<void>;
  };
  readonly settings: {
    /** Fields that are missing or make no sense have their defaults. */
    get(): Promise<Settings>;
    put(settings: Settings): Promise<void>;
  };
  /** Deletes all mail and everything made from it, corrections included. Settings stay. */
  clear(): Promise<void>;
  close(): void;
}

/**
 * Opens the history in IndexedDB, or in memory where the browser has none to offer (see `notice`). Rejects with `storage-unavailable`, with
 * nothing touched, when the database was made by a newer version of the app.
 */
export async function openHistory(): Promise<History> {
  try {
    return createHistory(await openIndexedDbHistoryStorage());
  } catch (error) {
    if (isNewerDatabase(error)) throw error;
    const { detail } = toFailure(error);
    return createHistory(createMemoryHistoryStorage(), {
      code: 'storage-unavailable',
      message:
        'This browser does not let Deskside keep anything (a private window, or site data is blocked). Your mail and drafts are here until you close the page.',
      retryable: false,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

export function createHistory(storage: HistoryStorage, notice: Failure | null = null): History {
  return {
    notice,
    messages: createMessageTable(storage),
    results: {
      get: (id) => storage.transact(['results'], 'readonly', ({ results }) => results.get(id)),
      all: () => storage.transact(['results'], 'readonly', ({ results }) => results.all()),
      put: (result, { replaceUserDraft = false } = {}) =>
        storage.transact(['results'], 'readwrite', async ({ results }) => {
          const edited = (await results.get(result.id))?.draft;
          const keepsEdit = edited?.origin === 'user' && result.draft?.origin !== 'user' && !replaceUserDraft;
          const stored = keepsEdit ? { ...result, draft: edited } : result;
          await results.put(stored);
          return stored;
        }),
    },
    embeddings: {
      get: (id, modelId) =>
        storage.transact(
          ['embeddings'],
          'readonly',
          async ({ embeddings }) => (await embeddings.get(modelId, id))?.vector,
        ),
      all: async (modelId) => {
        const rows = await storage.transact(['embeddings'], 'readonly', ({ embeddings }) =>
          embeddings.allBy('modelId', modelId),
        );
        return new Map(rows.map(({ id, vector }) => [id, vector]));
      },
      put: (id, modelId, vector) =>
        storage.transact(['embeddings'], 'readwrite', ({ embeddings }) =>
          embeddings.put({ id, modelId, vector }),
        ),
    },
    corrections: {
      all: () => storage.transact(['corrections'], 'readonly', ({ corrections }) => corrections.all()),
      put: (correction) =>
        storage.transact(['corrections'], 'readwrite', ({ corrections }) => corrections.put(correction)),
      delete: (id) =>
        storage.transact(['corrections'], 'readwrite', ({ corrections }) => corrections.delete(id)),
    },
    answers: {
      get: async (id) =>
        (await storage.transact(['answers'], 'readonly', ({ answers }) => answers.get(id)))?.answers ?? [],
      put: (id, given) =>
        storage.transact(['answers'], 'readwrite', ({ answers }) => answers.put({ id, answers: given })),
    },
    settings: {
      get: async () =>
        parseSettings(
          (await storage.transact(['settings'], 'readonly', ({ settings }) => settings.get('settings')))
            ?.value,
        ),
      put: (value) =>
        storage.transact(['settings'], 'readwrite', ({ settings }) =>
          settings.put({ key: 'settings', value: parseSettings(value) }),
        ),
    },
    clear() {
      const names = (Object.keys(TABLE_KEYS) as TableName[]).filter((name) => name !== 'settings');
      return storage.transact(names, 'readwrite', async (tables) => {
        await Promise.all(names.map((name) => tables[name].clear()));
      });
    },
    close: () => storage.close(),
  };
}
