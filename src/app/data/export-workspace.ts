import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { TableName } from '../../history/history-tables';
import type { History } from '../../history/history';
import { HISTORY_VERSION } from '../../history/history-schema';
import { outgoingRow, outgoingTables } from '../../history/workspace/outgoing-rows';
import type { WorkspaceClient } from '../../worker-client/workspace-client';
import type { DataRun, ExportChoice, SavedFile } from './data-api';

/** Rows in memory at a time. A document may be a book, a mail has some KB. */
const ROWS_AT_ONCE: Partial<Record<TableName, number>> = {
  documents: 1,
  labelRuns: 1,
  messages: 20,
  originals: 10,
};
const OTHER_ROWS_AT_ONCE = 100;

interface ExportParts {
  readonly history: History;
  readonly version: string;
  readonly now: () => number;
  /** A worker for this file. */
  readonly client: WorkspaceClient;
}

/** Writes everything that is stored into one file. What comes in meanwhile may or may not be in it. Rejects with `cancelled`. */
export async function exportWorkspace(
  { texts, passphrase }: ExportChoice,
  { history, version, now, client }: ExportParts,
  { signal, onProgress }: DataRun,
): Promise<SavedFile> {
  const isSealed = passphrase !== '';
  const choice = { texts, secrets: isSealed };
  const madeAt = new Date(now()).toISOString();
  const head = { app: version, schema: HISTORY_VERSION, madeAt, ...choice };
  await client.begin(head, isSealed ? passphrase : null);
  const tables = await Promise.all(
    outgoingTables(choice).map(async (name) => ({ name, keys: await history.rows.keys(name) })),
  );
  const total = tables.reduce((sum, { keys }) => sum + keys.length, 0);
  let done = 0;
  onProgress(0, total);
  for (const { name, keys } of tables) {
    const atOnce = ROWS_AT_ONCE[name] ?? OTHER_ROWS_AT_ONCE;
    for (let at = 0; at < keys.length; at += atOnce) {
      if (signal.aborted) throw new DesksideError(CANCELLED);
      const part = keys.slice(at, at + atOnce);
      const rows = await history.rows.read(name, part);
      await client.add(
        name,
        rows.flatMap((row) => outgoingRow(name, row, choice) ?? []),
      );
      done += part.length;
      onProgress(done, total);
    }
  }
  const blob = await client.finish();
  const day = madeAt.slice(0, 10);
  return { name: `deskside-${day}.${isSealed ? 'sealed' : 'zip'}`, blob };
}
