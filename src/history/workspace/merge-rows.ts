import { keyOfRow, TABLE_KEYS, type HistoryRows, type Table } from '../history-tables';
import type { MessageTable } from '../message-table';
import type { RowAccess } from '../row-access';
import { TABLE_PLANS, type MergedTable, type MergeRule } from './merge-rules';

/** What rows from a file come to, or would come to. */
export interface MergeCount {
  /** Were not here. */
  readonly added: number;
  /** Took the place of a row that is here, or joined it. */
  readonly changed: number;
  /** Were here already, or older than what is here. */
  readonly kept: number;
}

export const NO_ROWS: MergeCount = { added: 0, changed: 0, kept: 0 };

export function addCounts(a: MergeCount, b: MergeCount): MergeCount {
  return { added: a.added + b.added, changed: a.changed + b.changed, kept: a.kept + b.kept };
}

/**
 * Takes rows of a table in, in one transaction; with `tryOnly` counts what that would do, and stores nothing. The same rows taken in twice change
 * nothing the second time, so an import that broke off is finished by importing again.
 */
export async function mergeRows<Name extends MergedTable>(
  name: Name,
  rows: readonly HistoryRows[Name][],
  { access, messages, tryOnly }: { access: RowAccess; messages: MessageTable; tryOnly: boolean },
): Promise<MergeCount> {
  if (name === 'messages' && !tryOnly) {
    const added = await messages.add(rows as readonly HistoryRows['messages'][]);
    return { ...NO_ROWS, added: added.length, kept: rows.length - added.length };
  }
  const rule = TABLE_PLANS[name] as unknown as MergeRule<HistoryRows[Name]>;
  return access.transact([name], tryOnly ? 'readonly' : 'readwrite', async (tables) => {
    const table = tables[name] as Table<HistoryRows[Name]>;
    const keys = rows.map((row) => keyOfRow(TABLE_KEYS[name], row));
    // All at once: to wait for each before the next takes several times as long.
    const stored = await Promise.all(keys.map((key) => table.get(...key)));
    /** As they stand after the rows before; a file may bring one twice. */
    const standing = new Map<string, HistoryRows[Name] | undefined>(
      keys.map((key, index) => [JSON.stringify(key), stored[index]]),
    );
    const writes: Promise<void>[] = [];
    let count = NO_ROWS;
    for (const [index, theirs] of rows.entries()) {
      const key = JSON.stringify(keys[index]);
      const mine = standing.get(key);
      const merged = mine === undefined ? theirs : rule(mine, theirs);
      if (merged !== mine && !tryOnly) writes.push(table.put(merged));
      standing.set(key, merged);
      const outcome = mine === undefined ? 'added' : merged === mine ? 'kept' : 'changed';
      count = { ...count, [outcome]: count[outcome] + 1 };
    }
    await Promise.all(writes);
    return count;
  });
}
