import type { DBSchema, IDBPDatabase } from 'idb';
import type { DatabaseDefinition } from '../platform/database-connection';
import type { ChunkRecord, WeightManifest } from './weight-storage';

export interface WeightSchema extends DBSchema {
  manifests: { key: string; value: WeightManifest };
  chunks: { key: [modelId: string, path: string, index: number]; value: ChunkRecord };
  lastUses: { key: string; value: number };
}

/** One step for each version, from the one before it. A step that has shipped is never changed; a new version appends one. */
const MIGRATIONS: readonly ((database: IDBPDatabase<WeightSchema>) => void)[] = [
  (database) => {
    database.createObjectStore('manifests', { keyPath: 'modelId' });
    database.createObjectStore('chunks', { keyPath: ['modelId', 'path', 'index'] });
    database.createObjectStore('lastUses');
  },
];

export const WEIGHT_DATABASE: DatabaseDefinition<WeightSchema> = {
  name: 'deskside-weights',
  version: MIGRATIONS.length,
  upgrade(database, oldVersion) {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(database);
  },
};
