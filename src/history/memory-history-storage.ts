import { TABLE_KEYS, type HistoryStorage, type Table, type TableName, type Tables } from './history-tables';

/** The rows of one page, gone when it closes. */
export function createMemoryHistoryStorage(): HistoryStorage {
  const names = Object.keys(TABLE_KEYS) as TableName[];
  const tables = Object.fromEntries(
    names.map((name) => [name, createTable(TABLE_KEYS[name])]),
  ) as unknown as Tables;
  let last: Promise<unknown> = Promise.resolve();
  return {
    transact(_names, _mode, work) {
      const turn = last.then(() => work(tables));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => undefined,
  };
}

function createTable<Row extends object>(keyPath: readonly string[]): Table<Row> {
  const rows = new Map<string, Row>();
  const read = (row: Row, property: string): unknown => Reflect.get(row, property);
  const keyOf = (parts: readonly unknown[]): string => JSON.stringify(parts);
  return {
    get: async (...key) => rows.get(keyOf(key)),
    all: async () => [...rows.values()],
    allBy: async (index, value) => [...rows.values()].filter((row) => read(row, index) === value),
    put: async (row) => void rows.set(keyOf(keyPath.map((property) => read(row, property))), row),
    delete: async (...key) => void rows.delete(keyOf(key)),
    clear: async () => rows.clear(),
  };
}
