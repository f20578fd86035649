import type { DBSchema, IDBPDatabase } from 'idb';
import type { DatabaseDefinition } from '../platform/database-connection';
import type { HistoryRows, TableName } from './history-tables';

/** The tables as `idb` sees them; keys and indexes are typed by `history-tables.ts`. */
export type HistorySchema = DBSchema & {
  [Name in TableName]: {
    key: string | string[];
    value: HistoryRows[Name];
    indexes: Record<string, string>;
  };
};

/** One step for each version, from the one before it. A step that has shipped is never changed; a new version appends one. */
const MIGRATIONS: readonly ((database: IDBPDatabase<HistorySchema>) => void)[] = [
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
];

export const HISTORY_DATABASE: DatabaseDefinition<HistorySchema> = {
  name: 'deskside-history',
  version: MIGRATIONS.length,
  upgrade(database, oldVersion) {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(database);
  },
};
