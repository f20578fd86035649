import {
  keyOfRow,
  TABLE_KEYS,
  type HistoryStorage,
  type Table,
  type TableName,
  type Tables,
} from './history-tables';

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
  /** The keys in order; null after one came or went. */
  let sorted: readonly string[] | null = null;
  const read = (row: Row, property: string): unknown => Reflect.get(row, property);
  const has = (row: Row, property: string, value: string): boolean =>
    [read(row, property)].flat().includes(value);
  const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);
  const inOrder = (): readonly string[] => (sorted ??= [...rows.keys()].sort());
  return {
    get: async (...key) => rows.get(keyOf(key)),
    all: async () => [...rows.values()],
    async page(after, count) {
      // The row of `after` may be gone by now, and the next one is still the next.
      const past = after === null ? '' : keyOf(after);
      const start = inOrder().findIndex((key) => key > past);
      const shown = start === -1 ? [] : inOrder().slice(start, start + count);
      const last = shown.length < count ? undefined : shown.at(-1);
      return {
        rows: shown.flatMap((key) => rows.get(key) ?? []),
        last: last === undefined ? null : (JSON.parse(last) as string[]),
      };
    },
    async sample(most) {
      const step = Math.max(1, Math.floor(rows.size / most));
      const shown = inOrder()
        .filter((_, index) => index % step === 0)
        .slice(0, most);
      return { total: rows.size, rows: shown.flatMap((key) => rows.get(key) ?? []) };
    },
    keys: async () => [...rows.keys()].map((key) => JSON.parse(key) as string[]),
    allBy: async (index, value, most) =>
      [...rows.values()].filter((row) => has(row, index, value)).slice(0, most),
    keysBy: async (index, value) =>
      [...rows].filter(([, row]) => has(row, index, value)).map(([key]) => JSON.parse(key) as string[]),
    countBy: async (index, value) => [...rows.values()].filter((row) => has(row, index, value)).length,
    valuesOf: async (index) => [
      ...new Set([...rows.values()].flatMap((row) => [read(row, index)].flat().map(String))),
    ],
    async add(row) {
      const key = keyOf(keyOfRow(keyPath, row));
      if (rows.has(key)) return false;
      sorted = null;
      rows.set(key, row);
      return true;
    },
    async put(row) {
      const key = keyOf(keyOfRow(keyPath, row));
      if (!rows.has(key)) sorted = null;
      rows.set(key, row);
    },
    async delete(...key) {
      if (rows.delete(keyOf(key))) sorted = null;
    },
    async clear() {
      rows.clear();
      sorted = null;
    },
  };
}
