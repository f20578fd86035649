import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { DatabaseDefinition } from '../platform/database-connection';
import type { HistoryRows, TableName } from './history-tables';
import { resultOutlineOf } from './result-outline';

/** The tables as `idb` sees them; keys and indexes are typed by `history-tables.ts`. */
export type HistorySchema = DBSchema & {
  [Name in TableName]: {
    key: string | string[];
    value: HistoryRows[Name];
    indexes: Record<string, string>;
  };
};

type Upgrade = IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], 'versionchange'>;

/** One step for each version, from the one before it. A step that has shipped is never changed; a new version appends one. */
const MIGRATIONS: readonly ((database: IDBPDatabase<HistorySchema>, upgrade: Upgrade) => void)[] = [
  (database) => {
    database.createObjectStore('messages', { keyPath: 'id' });
    const outlines = database.createObjectStore('outlines', { keyPath: 'id' });
    outlines.createIndex('role', 'role');
    outlines.createIndex('threadId', 'threadId');
    database.createObjectStore('threadLinks', { keyPath: 'link' }).createIndex('threadId', 'threadId');
    database.createObjectStore('results', { keyPath: 'id' });
    database
      .createObjectStore('embeddings', { keyPath: ['modelId', 'id'] })
      .createIndex('modelId', 'modelId');
    database.createObjectStore('corrections', { keyPath: 'id' });
    database.createObjectStore('answers', { keyPath: 'id' });
    database.createObjectStore('settings', { keyPath: 'key' });
  },
  (database) => {
    const names = [
      'documents',
      'documentSummaries',
      'labelSets',
      'labelRuns',
      'rules',
      'lessons',
      'search',
      'voices',
      'verdicts',
    ] as const;
    for (const name of names) database.createObjectStore(name, { keyPath: 'id' });
  },
  (database) => {
    const names = ['escalationSetup', 'permissions', 'spending', 'taskRecords', 'egress'] as const;
    for (const name of names) database.createObjectStore(name, { keyPath: 'id' });
  },
  (database, upgrade) => {
    database.createObjectStore('resultOutlines', { keyPath: 'id' });
    void outlineResults(upgrade);
    database.createObjectStore('marks', { keyPath: 'id' });
    database.createObjectStore('originals', { keyPath: 'id' });
    database.createObjectStore('folders', { keyPath: 'id' });
  },
  (database) => {
    database.createObjectStore('sources', { keyPath: 'id' });
    const mails = database.createObjectStore('sourceMail', { keyPath: ['sourceId', 'id'] });
    mails.createIndex('sourceId', 'sourceId');
    mails.createIndex('mailId', 'mailId');
  },
  (database) => {
    const segments = database.createObjectStore('searchSegments', { keyPath: 'id' });
    segments.createIndex('items', 'items', { multiEntry: true });
  },
];

/** Of the stored rows, here and in workspace files. */
export const HISTORY_VERSION = MIGRATIONS.length;

export const HISTORY_DATABASE: DatabaseDefinition<HistorySchema> = {
  name: 'deskside-history',
  version: HISTORY_VERSION,
  upgrade(database, oldVersion, _newVersion, transaction) {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(database, transaction);
  },
};

/** What fails here fails the upgrade, which then leaves everything as it was. */
async function outlineResults(upgrade: Upgrade): Promise<void> {
  const outlines = upgrade.objectStore('resultOutlines');
  let cursor = await upgrade.objectStore('results').openCursor();
  while (cursor) {
    void outlines.put(resultOutlineOf(cursor.value));
    cursor = await cursor.continue();
  }
}
