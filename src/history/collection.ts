import type { HistoryRows, HistoryStorage, Table, TableName } from './history-tables';

/** Rows with an `id`, kept as they are given. Every method is one transaction and rejects as those of `History` do. */
export interface Collection<Row extends { readonly id: string }> {
  get(id: string): Promise<Row | undefined>;
  all(): Promise<Row[]>;
  /** Of all rows, without reading them. */
  ids(): Promise<string[]>;
  /** Adds the rows, each in place of the one with its id; all or none. */
  put(...rows: readonly Row[]): Promise<void>;
  /** Puts what `change` makes of the row as it is at that moment, so that what another tab has put is not lost; nothing where it makes nothing. */
  change(id: string, change: (row: Row | undefined) => Row | null): Promise<void>;
  delete(...ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/** The tables that are read and written row by row, with no rules of their own. */
export type CollectionName = {
  [Name in TableName]: HistoryRows[Name] extends { readonly id: string } ? Name : never;
}[TableName];

export function createCollection<Name extends CollectionName>(
  storage: HistoryStorage,
  name: Name,
): Collection<HistoryRows[Name]> {
  type Row = HistoryRows[Name];
  const within = <T>(mode: 'readonly' | 'readwrite', work: (table: Table<Row>) => Promise<T>): Promise<T> =>
    storage.transact([name], mode, (tables) => work(tables[name] as Table<Row>));
  return {
    get: (id) => within('readonly', (table) => table.get(id)),
    all: () => within('readonly', (table) => table.all()),
    ids: () => within('readonly', async (table) => (await table.keys()).flat()),
    put: (...rows) =>
      within('readwrite', async (table) => void (await Promise.all(rows.map((row) => table.put(row))))),
    change: (id, change) =>
      within('readwrite', async (table) => {
        const changed = change(await table.get(id));
        if (changed) await table.put(changed);
      }),
    delete: (...ids) =>
      within('readwrite', async (table) => void (await Promise.all(ids.map((id) => table.delete(id))))),
    clear: () => within('readwrite', (table) => table.clear()),
  };
}
