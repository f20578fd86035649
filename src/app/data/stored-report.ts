import type { HistoryRows, RowSample, TableName } from '../../history/history-tables';
import type { History } from '../../history/history';
import { TABLE_NAMES } from '../../history/row-access';
import type { PageStorage } from '../../platform/page-storage';
import { estimateStorage } from '../../platform/storage-estimate';
import { approximateBytes } from './approximate-bytes';
import type { StoredPlace, StoredReport, StoredTable } from './data-api';

/** Rows of a table that are looked at to tell its size; reading a GB would take a minute. */
const SAMPLE = 60;

export interface StoredParts {
  readonly history: History;
  readonly modelBytes: () => number;
  /** The whole of it, with its keys. */
  readonly storages: readonly (PageStorage & Partial<Pick<Storage, 'length' | 'key'>>)[];
  readonly caches: CacheStorage | undefined;
}

/** What is stored, and where. Sizes are told from samples, and by the browser where it tells. */
export async function storedReport({
  history,
  modelBytes,
  storages,
  caches,
}: StoredParts): Promise<StoredReport> {
  const tables: StoredTable[] = [];
  for (const name of TABLE_NAMES) tables.push(await measureTable(history, name));
  const [{ used }, cached] = await Promise.all([estimateStorage(), measureCaches(caches)]);
  const places: StoredPlace[] = [
    { name: 'models', bytes: modelBytes() },
    { name: 'app', bytes: cached },
    { name: 'notes', bytes: storages.reduce((sum, storage) => sum + storageBytes(storage), 0) },
  ];
  return { tables, places, usage: used };
}

async function measureTable(history: History, name: TableName): Promise<StoredTable> {
  const { total, rows }: RowSample<HistoryRows[TableName]> = await history.rows.sample(name, SAMPLE);
  const bytes = rows.reduce((sum, row) => sum + approximateBytes(row), 0);
  return { name, rows: total, bytes: rows.length === 0 ? 0 : Math.round((bytes / rows.length) * total) };
}

/** Null where the browser has no caches, as on an insecure address. */
async function measureCaches(caches: CacheStorage | undefined): Promise<number | null> {
  try {
    let bytes = 0;
    for (const name of (await caches?.keys()) ?? []) {
      const cache = await caches?.open(name);
      for (const request of (await cache?.keys()) ?? []) {
        const response = await cache?.match(request);
        const stated = Number(response?.headers.get('content-length') ?? Number.NaN);
        bytes += Number.isNaN(stated) ? ((await response?.blob())?.size ?? 0) : stated;
      }
    }
    return caches ? bytes : null;
  } catch {
    return null;
  }
}

/** UTF-16, as browsers keep it. */
function storageBytes(storage: StoredParts['storages'][number]): number {
  let characters = 0;
  for (let index = 0; index < (storage.length ?? 0); index += 1) {
    const key = storage.key?.(index) ?? '';
    characters += key.length + (storage.getItem(key) ?? '').length;
  }
  return 2 * characters;
}
