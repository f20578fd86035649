import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { HistoryRows, TableName } from '../../history/history-tables';
import { parseRow } from '../../history/workspace/row-schemas';
import type { WorkspaceClient } from '../../worker-client/workspace-client';

export interface ReadRows<Name extends TableName> {
  readonly rows: readonly HistoryRows[Name][];
  /** Rows of the file, also those that make no sense. */
  readonly read: number;
}

/** The rows of a part that make sense, some at a time. Rejects with `cancelled`, or with what is wrong with the file. */
export async function* readRows<Name extends TableName>(
  client: WorkspaceClient,
  name: Name,
  signal: AbortSignal,
): AsyncGenerator<ReadRows<Name>> {
  // Anew: an import that broke off had read some of it, and not all that it had read was stored.
  for (let anew = true, done = false; !done; anew = false) {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    const next = await client.read(name, anew);
    done = next.done;
    if (next.rows.length > 0)
      yield { rows: next.rows.flatMap((row) => parseRow(name, row) ?? []), read: next.rows.length };
  }
}

/** All rows of a part of few. */
export async function readAllRows<Name extends TableName>(
  client: WorkspaceClient,
  name: Name,
  signal: AbortSignal,
): Promise<HistoryRows[Name][]> {
  const all: HistoryRows[Name][] = [];
  for await (const { rows } of readRows(client, name, signal)) all.push(...rows);
  return all;
}
