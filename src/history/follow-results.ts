import type { MessageResult } from '../contracts/briefing';
import type { HistoryStorage, Table, TableName, Tables } from './history-tables';
import { resultOutlineOf, type ResultOutline } from './result-outline';

/** The storage, with an outline written in the same transaction as each result, whoever writes it. */
export function followResults(storage: HistoryStorage): HistoryStorage {
  return {
    transact(names, mode, work) {
      if (mode === 'readonly' || !names.some((name) => name === 'results'))
        return storage.transact(names, mode, work);
      const all: readonly TableName[] = [...new Set<TableName>([...names, 'resultOutlines'])];
      return storage.transact(all, mode, (tables) =>
        work({ ...tables, results: followed(tables.results, tables.resultOutlines) } as Pick<
          Tables,
          (typeof names)[number]
        >),
      );
    },
    close: () => storage.close(),
  };
}

function followed(results: Table<MessageResult>, outlines: Table<ResultOutline>): Table<MessageResult> {
  return {
    ...results,
    async add(row) {
      const isNew = await results.add(row);
      if (isNew) await outlines.put(resultOutlineOf(row));
      return isNew;
    },
    async put(row) {
      await Promise.all([results.put(row), outlines.put(resultOutlineOf(row))]);
    },
    async delete(...key) {
      await Promise.all([results.delete(...key), outlines.delete(...key)]);
    },
    async clear() {
      await Promise.all([results.clear(), outlines.clear()]);
    },
  };
}
