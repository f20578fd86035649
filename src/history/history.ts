import type { AskAnswer, Correction, MessageResult } from '../contracts/briefing';
import { toFailure, type Failure } from '../contracts/failure';
import type { Settings, SettingsChange } from '../contracts/settings';
import { isNewerDatabase } from '../platform/storage-error';
import { createCollection, type Collection } from './collection';
import { DEFAULT_SETTINGS } from './default-settings';
import { followResults } from './follow-results';
import { TABLE_KEYS, type HistoryRows, type HistoryStorage, type TableName } from './history-tables';
import { openIndexedDbHistoryStorage } from './indexed-db-history-storage';
import type { MailRemoval } from './mail-removal';
import { messageGone } from './message-gone';
import { createMessageTable, type MessageTable } from './message-table';
import { createRowAccess, type RowAccess } from './row-access';
import { noteWrites, type Write } from './note-writes';
import { readInPages } from './read-in-pages';
import type { ResultOutline } from './result-outline';

/** What is not made from mail, and outlives it. */
const NOT_OF_MAIL: ReadonlySet<TableName> = new Set([
  'settings',
  'rules',
  'labelSets',
  'labelRuns',
  'documents',
  'documentSummaries',
  'escalationSetup',
  'permissions',
  'spending',
  'egress',
  'folders',
  'sources',
]);

export interface PutResultOptions {
  readonly replaceUserDraft?: boolean;
  readonly requireMail?: boolean;
}

/**
 * All that Deskside remembers besides models: mails, what was made of them, and what the user said. Every method is one transaction and
 * rejects with `quota-exceeded` or `storage-unavailable`. `id` is always `Message.id`.
 */
export interface History {
  /** Why all this is gone when the page closes; null when it is kept. */
  readonly notice: Failure | null;
  readonly messages: MessageTable;
  readonly removal: MailRemoval;
  readonly originals: Collection<HistoryRows['originals']>;
  readonly results: {
    get(id: string): Promise<MessageResult | undefined>;
    /** Of all, a page at a time. */
    outlines(): AsyncIterable<readonly ResultOutline[]>;
    /**
     * Stores the result and returns what is stored. A draft that the user has edited (`origin: 'user'`) stays, whatever `result` holds,
     * unless `result` brings another edit or the user asked for a new draft (`replaceUserDraft`). With `requireMail` rejects where the mail
     * is not stored: another tab may have deleted it.
     */
    put(result: MessageResult, options?: PutResultOptions): Promise<MessageResult>;
    /** As `put`, with what `change` makes of the stored one; what another tab stores meanwhile is not lost. */
    change(
      id: string,
      change: (stored: MessageResult | undefined) => MessageResult,
      options?: PutResultOptions,
    ): Promise<MessageResult>;
  };
  readonly embeddings: {
    get(id: string, modelId: string): Promise<Float32Array | undefined>;
    /** By `Message.id`. */
    all(modelId: string): Promise<Map<string, Float32Array>>;
    put(
      id: string,
      modelId: string,
      vector: Float32Array,
      options?: { readonly requireMail?: boolean },
    ): Promise<void>;
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
    /** Takes these in; those of other asks stay as they are stored, whatever another tab changes meanwhile. */
    put(id: string, answers: readonly AskAnswer[]): Promise<void>;
  };
  readonly settings: {
    /** Fields that are missing or make no sense have their defaults. */
    get(): Promise<Settings>;
    put(settings: Settings): Promise<void>;
    /** Changes some of them and leaves the others as they are stored, whatever another tab changes meanwhile. */
    change(change: SettingsChange): Promise<void>;
  };
  readonly documents: Collection<HistoryRows['documents']>;
  readonly documentSummaries: Collection<HistoryRows['documentSummaries']>;
  readonly labelSets: Collection<HistoryRows['labelSets']>;
  readonly labelRuns: Collection<HistoryRows['labelRuns']>;
  readonly rules: Collection<HistoryRows['rules']>;
  readonly lessons: Collection<HistoryRows['lessons']>;
  readonly search: Collection<HistoryRows['search']>;
  readonly searchSegments: Collection<HistoryRows['searchSegments']>;
  readonly voices: Collection<HistoryRows['voices']>;
  readonly verdicts: Collection<HistoryRows['verdicts']>;
  readonly escalationSetup: Collection<HistoryRows['escalationSetup']>;
  readonly permissions: Collection<HistoryRows['permissions']>;
  readonly spending: Collection<HistoryRows['spending']>;
  readonly taskRecords: Collection<HistoryRows['taskRecords']>;
  readonly egress: Collection<HistoryRows['egress']>;
  readonly rows: RowAccess;
  /** Told what each transaction has written; for the other tabs. */
  onWrites(listener: (writes: readonly Write[]) => void): void;
  readonly marks: Collection<HistoryRows['marks']>;
  readonly folders: Collection<HistoryRows['folders']>;
  readonly sources: Collection<HistoryRows['sources']>;
  /** Deletes all mail and everything made from it, corrections included. What the user wrote and brought otherwise stays: settings, rules, label sets, documents; and the sources of mail, which bring only what comes from then on. */
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
    // Few browsers need it, and what all fetch first is counted.
    const { createMemoryHistoryStorage } = await import('./memory-history-storage');
    return createHistory(createMemoryHistoryStorage(), {
      code: 'storage-unavailable',
      message:
        'This browser does not let Deskside keep anything (a private window, or site data is blocked). Your mail and drafts are here until you close the page.',
      retryable: false,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

export function createHistory(plain: HistoryStorage, notice: Failure | null = null): History {
  let told: (writes: readonly Write[]) => void = () => undefined;
  const storage = followResults(noteWrites(plain, (writes) => told(writes)));
  const messages = createMessageTable(storage);
  const changeResult: History['results']['change'] = (id, change, options = {}) =>
    storage.transact(['results', 'outlines'], 'readwrite', async ({ results, outlines }) => {
      if (options.requireMail && !(await outlines.get(id))) throw messageGone();
      const before = await results.get(id);
      const result = change(before);
      const edited = before?.draft;
      const keepsEdit =
        edited?.origin === 'user' && result.draft?.origin !== 'user' && !options.replaceUserDraft;
      const stored = keepsEdit ? { ...result, draft: edited } : result;
      await results.put(stored);
      return stored;
    });
  return {
    notice,
    messages,
    removal: createLateRemoval(storage, messages),
    originals: createCollection(storage, 'originals'),
    results: {
      get: (id) => storage.transact(['results'], 'readonly', ({ results }) => results.get(id)),
      outlines: () => readInPages(storage, 'resultOutlines'),
      put: (result, options) => changeResult(result.id, () => result, options),
      change: changeResult,
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
      put: (id, modelId, vector, { requireMail = false } = {}) =>
        storage.transact(['embeddings', 'outlines'], 'readwrite', async ({ embeddings, outlines }) => {
          if (requireMail && !(await outlines.get(id))) throw messageGone();
          await embeddings.put({ id, modelId, vector });
        }),
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
        storage.transact(['answers'], 'readwrite', async ({ answers }) => {
          const isGiven = new Set(given.map(({ askId }) => askId));
          const others = (await answers.get(id))?.answers.filter(({ askId }) => !isGiven.has(askId)) ?? [];
          await answers.put({ id, answers: [...others, ...given] });
        }),
    },
    settings: {
      async get() {
        const stored = await storage.transact(['settings'], 'readonly', ({ settings }) =>
          settings.get('settings'),
        );
        if (!stored) return DEFAULT_SETTINGS;
        // What an earlier version stored may be anything. A first visit has stored nothing, and does without the code that looks at it.
        const { parseSettings } = await import('./settings-schema');
        return parseSettings(stored.value);
      },
      put: (value) =>
        storage.transact(['settings'], 'readwrite', ({ settings }) =>
          settings.put({ key: 'settings', value }),
        ),
      async change(change) {
        // What is loaded is loaded before the transaction, which waits for nothing but its tables.
        const changed =
          typeof change === 'function'
            ? await import('./settings-schema').then(
                ({ parseSettings }) =>
                  (stored: unknown) =>
                    change(parseSettings(stored)),
              )
            : () => change;
        await storage.transact(['settings'], 'readwrite', async ({ settings }) => {
          const stored = (await settings.get('settings'))?.value ?? DEFAULT_SETTINGS;
          const value = { ...stored, ...changed(stored) };
          await settings.put({ key: 'settings', value });
        });
      },
    },
    documents: createCollection(storage, 'documents'),
    documentSummaries: createCollection(storage, 'documentSummaries'),
    labelSets: createCollection(storage, 'labelSets'),
    labelRuns: createCollection(storage, 'labelRuns'),
    rules: createCollection(storage, 'rules'),
    lessons: createCollection(storage, 'lessons'),
    search: createCollection(storage, 'search'),
    searchSegments: createCollection(storage, 'searchSegments'),
    voices: createCollection(storage, 'voices'),
    verdicts: createCollection(storage, 'verdicts'),
    escalationSetup: createCollection(storage, 'escalationSetup'),
    permissions: createCollection(storage, 'permissions'),
    spending: createCollection(storage, 'spending'),
    taskRecords: createCollection(storage, 'taskRecords'),
    egress: createCollection(storage, 'egress'),
    rows: createRowAccess(storage),
    onWrites: (listener) => (told = listener),
    marks: createCollection(storage, 'marks'),
    folders: createCollection(storage, 'folders'),
    sources: createCollection(storage, 'sources'),
    clear() {
      const names = (Object.keys(TABLE_KEYS) as TableName[]).filter((name) => !NOT_OF_MAIL.has(name));
      return storage.transact([...names, 'sources'], 'readwrite', async (tables) => {
        await Promise.all(names.map((name) => tables[name].clear()));
        const notBefore = new Date().toISOString();
        for (const row of await tables.sources.all()) await tables.sources.put({ ...row, notBefore });
      });
    },
    close: () => storage.close(),
  };
}

/** Fetched when the first mail is removed; most visits remove none. */
function createLateRemoval(storage: HistoryStorage, messages: MessageTable): MailRemoval {
  const removal = async (): Promise<MailRemoval> =>
    (await import('./mail-removal')).createMailRemoval(storage, messages);
  return {
    remove: async (ids) => (await removal()).remove(ids),
    purge: async (ids) => (await removal()).purge(ids),
    restore: async (removed) => (await removal()).restore(removed),
    ownWork: async () => (await removal()).ownWork(),
  };
}
