import { yieldToPage } from '../platform/yield-to-page';
import type { HistoryRows, HistoryStorage, RowPage, Table, TableName } from './history-tables';

/** Rows read at once: few milliseconds' work, also on a phone. */
const PAGE = 500;

/** The rows of a large table page by page, so that reading many thousand never holds the page up. What is written meanwhile may be missed. */
export async function* readInPages<Name extends TableName>(
  storage: HistoryStorage,
  name: Name,
): AsyncGenerator<HistoryRows[Name][], void> {
  let after: readonly string[] | null = null;
  for (;;) {
    const from: readonly string[] | null = after;
    const { rows, last }: RowPage<HistoryRows[Name]> = await storage.transact([name], 'readonly', (tables) =>
      (tables[name] as Table<HistoryRows[Name]>).page(from, PAGE),
    );
    if (rows.length > 0) yield rows;
    if (last === null) return;
    after = last;
    await yieldToPage();
  }
}
