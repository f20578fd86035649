import { TABLE_KEYS, type HistoryStorage, type Table, type TableName } from './history-tables';

/** A row that was written or deleted, by the first of its keys; null where the table was emptied. */
export type Write = readonly [table: TableName, key: string | null];

/** The storage, which tells what each transaction has written once it is whole. */
export function noteWrites(
  storage: HistoryStorage,
  onWrites: (writes: readonly Write[]) => void,
): HistoryStorage {
  return {
    async transact(names, mode, work) {
      let writes: Write[] = [];
      const value = await storage.transact(names, mode, (tables) => {
        // Where the browser had closed the database, the work is done once more.
        writes = [];
        const noted = names.map((name) => [name, notedTable(tables[name], name, writes)]);
        return work(Object.fromEntries(noted) as typeof tables);
      });
      if (writes.length > 0) onWrites(writes);
      return value;
    },
    close: () => storage.close(),
  };
}

function notedTable<Row extends object>(table: Table<Row>, name: TableName, writes: Write[]): Table<Row> {
  const written = (row: Row): Write => [name, String(Reflect.get(row, TABLE_KEYS[name][0]))];
  return {
    ...table,
    async add(row) {
      const isNew = await table.add(row);
      if (isNew) writes.push(written(row));
      return isNew;
    },
    put(row) {
      writes.push(written(row));
      return table.put(row);
    },
    delete(...key) {
      writes.push([name, key[0] ?? '']);
      return table.delete(...key);
    },
    clear() {
      writes.push([name, null]);
      return table.clear();
    },
  };
}
