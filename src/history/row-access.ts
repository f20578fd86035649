import {
  TABLE_KEYS,
  type HistoryRows,
  type HistoryStorage,
  type RowSample,
  type TableName,
} from './history-tables';

/** All tables alike, for what concerns everything that is stored: moving it, measuring it, deleting it. */
export interface RowAccess {
  readonly transact: HistoryStorage['transact'];
  /** The keys of a table's rows, each with the values of `TABLE_KEYS`, without reading the rows. */
  keys(name: TableName): Promise<readonly (readonly string[])[]>;
  /** As `Table.sample`. */
  sample<Name extends TableName>(name: Name, most: number): Promise<RowSample<HistoryRows[Name]>>;
  /** The rows of these keys, in order; those that are gone are left out. */
  read<Name extends TableName>(
    name: Name,
    keys: readonly (readonly string[])[],
  ): Promise<HistoryRows[Name][]>;
  /** The same by the ids of rows that have no more to their keys. */
  readById<Name extends TableName>(name: Name, ids: Iterable<string>): Promise<HistoryRows[Name][]>;
  /** Empties every table, settings included, in one transaction. */
  wipe(): Promise<void>;
}

export const TABLE_NAMES = Object.keys(TABLE_KEYS) as readonly TableName[];

export function createRowAccess(storage: HistoryStorage): RowAccess {
  const read: RowAccess['read'] = (name, keys) =>
    storage.transact([name], 'readonly', async (tables) => {
      const rows = await Promise.all(keys.map((key) => tables[name].get(...key)));
      return rows.filter((row) => row !== undefined);
    });
  return {
    transact: storage.transact.bind(storage),
    keys: (name) => storage.transact([name], 'readonly', (tables) => tables[name].keys()),
    sample: (name, most) => storage.transact([name], 'readonly', (tables) => tables[name].sample(most)),
    read,
    readById: (name, ids) =>
      read(
        name,
        Array.from(ids, (id) => [id]),
      ),
    wipe: () =>
      storage.transact(TABLE_NAMES, 'readwrite', async (tables) => {
        await Promise.all(TABLE_NAMES.map((name) => tables[name].clear()));
      }),
  };
}
