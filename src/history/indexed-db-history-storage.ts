import { unwrap, type IDBPObjectStore } from 'idb';
import { connectDatabase } from '../platform/database-connection';
import { HISTORY_DATABASE } from './history-schema';
import {
  keyOfRow,
  TABLE_KEYS,
  type HistoryStorage,
  type Table,
  type TableName,
  type Tables,
} from './history-tables';

/** Rejects with `storage-unavailable`. */
export async function openIndexedDbHistoryStorage(): Promise<HistoryStorage> {
  const connection = await connectDatabase(HISTORY_DATABASE);
  return {
    transact: (names, mode, work) =>
      connection.transact([...names], mode, (transaction) => {
        const tables: Partial<Record<TableName, unknown>> = {};
        for (const name of names)
          tables[name] = tableOf(transaction.objectStore(name) as unknown as ObjectStore, TABLE_KEYS[name]);
        return work(tables as Tables);
      }),
    close: () => connection.close(),
  };
}

/** Untyped, because `Table` says which row belongs to which table. IndexedDB itself refuses to write in a `readonly` transaction. */
type ObjectStore = IDBPObjectStore<unknown, string[], string, 'readwrite'>;

function tableOf<Row extends object>(rows: ObjectStore, keyPath: readonly string[]): Table<Row> {
  return {
    get: (...key) => rows.get(keyOf(key)),
    all: () => rows.getAll(),
    async page(after, count) {
      const range = after && IDBKeyRange.lowerBound(keyOf(after), true);
      // All tables have their keys in their rows; to ask for the keys as well would be another way to the browser's process.
      const found: Row[] = await rows.getAll(range, count);
      const last = found.length < count ? undefined : found.at(-1);
      return { rows: found, last: last === undefined ? null : keyOfRow(keyPath, last) };
    },
    async sample(most) {
      const total = await rows.count();
      const step = Math.max(1, Math.floor(total / most));
      const found: Row[] = [];
      // Step by step, because the keys of fifty thousand rows come as one message that holds the page up.
      let cursor = await rows.openCursor();
      while (cursor && found.length < most) {
        found.push(cursor.value as Row);
        cursor = await cursor.advance(step);
      }
      return { total, rows: found };
    },
    keys: async () => (await rows.getAllKeys()).map(partsOf),
    allBy: (index, value, most) => rows.index(index).getAll(value, most),
    keysBy: async (index, value) => (await rows.index(index).getAllKeys(value)).map(partsOf),
    countBy: (index, value) => rows.index(index).count(value),
    async valuesOf(index) {
      const values: string[] = [];
      let cursor = await rows.index(index).openKeyCursor();
      while (cursor) {
        values.push(String(cursor.key));
        // The first text after it: to go row by row through many thousand would take as long as to read them.
        cursor = await cursor.continue(`${String(cursor.key)}\0`);
      }
      return values;
    },
    add: (row) => addTo(unwrap(rows), row),
    // Not waited for: one that fails ends its transaction, which says why, and to listen to each of many thousand takes as long as to ask for it.
    put: async (row) => void unwrap(rows).put(row),
    delete: (...key) => rows.delete(keyOf(key)),
    clear: () => rows.clear(),
  };
}

function addTo(rows: IDBObjectStore, row: unknown): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = rows.add(row);
    request.onsuccess = () => resolve(true);
    request.onerror = (event) => {
      if (request.error?.name !== 'ConstraintError') return reject(request.error ?? new Error('not stored'));
      // Or the transaction would end, or be taken for one that did.
      event.preventDefault();
      event.stopPropagation();
      resolve(false);
    };
  });
}

/** IndexedDB tells a key of one part from a list of one. */
function keyOf(parts: readonly string[]): string | string[] {
  return parts.length === 1 ? (parts[0] ?? '') : [...parts];
}

function partsOf(key: IDBValidKey): string[] {
  return (Array.isArray(key) ? key : [key]).map(String);
}
