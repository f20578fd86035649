import type { DBSchema, IDBPDatabase } from 'idb';
import type { ModelEntry, ModelMeasurement } from '../contracts/model';
import type { DatabaseDefinition } from '../platform/database-connection';
import type { ChunkRecord, DownloadRecord, WeightManifest } from './weight-storage';

export interface WeightSchema extends DBSchema {
  manifests: { key: string; value: WeightManifest };
  chunks: { key: [modelId: string, path: string, index: number]; value: ChunkRecord };
  lastUses: { key: string; value: number };
  downloads: { key: string; value: DownloadRecord };
  addedEntries: { key: string; value: ModelEntry };
  measurements: { key: string; value: ModelMeasurement };
}

/** One step for each version, from the one before it. A step that has shipped is never changed; a new version appends one. */
const MIGRATIONS: readonly ((database: IDBPDatabase<WeightSchema>) => void)[] = [
  (database) => {
    database.createObjectStore('manifests', { keyPath: 'modelId' });
    database.createObjectStore('chunks', { keyPath: ['modelId', 'path', 'index'] });
    database.createObjectStore('lastUses');
  },
  (database) => {
    database.createObjectStore('downloads', { keyPath: 'modelId' });
    database.createObjectStore('addedEntries', { keyPath: 'id' });
    database.createObjectStore('measurements', { keyPath: 'modelId' });
  },
];

export const WEIGHT_DATABASE: DatabaseDefinition<WeightSchema> = {
  name: 'deskside-weights',
  version: MIGRATIONS.length,
  upgrade(database, oldVersion) {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(database);
  },
};
