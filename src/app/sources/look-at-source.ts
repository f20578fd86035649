import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { FileProblem, ImportFile } from '../../contracts/import-api';
import type { MailSource, SourceRow } from '../../contracts/mail-source';
import type { MailboxRole } from '../../contracts/message';
import type { ImportedMessage } from '../../contracts/original-mail';
import type { History } from '../../history/history';
import { outlineOf } from '../../history/message-outline';
import type { Clock } from '../../platform/clock';
import type { ImportClient } from '../../worker-client/import-client';
import type { MailRows } from '../mail-rows';
import { firstSince } from './first-since';
import { goesInCircles, sourceGone } from './source-failures';
import type { SourceStore } from './source-store';
import { newPageState, takeItems, type PageState } from './take-items';

export interface LookParts {
  readonly history: Pick<History, 'messages'>;
  readonly rows: Pick<MailRows, 'add'>;
  readonly importer: Pick<ImportClient, 'importFiles'>;
  readonly store: Pick<SourceStore, 'update'>;
  readonly clock: Clock;
}

/** What came of a look so far; filled as it goes, since one that fails has brought something too. */
export interface LookTally {
  added: number;
  /** Of `added`, those that are to be briefed. */
  received: number;
  /** Mails that were read, known ones among them. */
  read: number;
  readonly problems: FileProblem[];
}

export const newTally = (): LookTally => ({ added: 0, received: 0, read: 0, problems: [] });

/** What the last look left in the middle of a page. */
export interface Unfinished {
  cursor: string | null;
  page: PageState;
}

export interface LookRun {
  readonly row: SourceRow;
  readonly source: MailSource;
  readonly signal: AbortSignal;
  readonly tally: LookTally;
  readonly unfinished: Unfinished;
  readonly onRead: (count: number) => void;
}

/**
 * Reads what a source has, page by page. The cursor is stored only after the mails of its page are, so that whatever happens in between is
 * read again, and found to be here. Rejects as the source does, with `cancelled` when the source is given up meanwhile.
 */
export async function lookAtSource(run: LookRun, parts: LookParts): Promise<SourceRow> {
  const { source, signal, tally } = run;
  const { store, clock } = parts;
  let row = run.row;
  for (;;) {
    const { cursor } = row;
    const page = await source.changes(cursor, { since: firstSince(row, clock.now()), signal });
    if (page.more && page.cursor === cursor) throw goesInCircles(row.name);
    const state = stateOf(run.unfinished, cursor);
    const importFiles = (files: readonly ImportFile[], role: MailboxRole) =>
      importPart({ files, role }, run, parts);
    tally.problems.push(...(await takeItems(page.items, state, { source, importFiles, signal })));
    // Also when there is nothing new: what was looked at is what the user is told.
    const syncedAt = page.more ? row.syncedAt : new Date(clock.now()).toISOString();
    const kept = await store.update(row.id, (now) => ({ ...now, cursor: page.cursor, syncedAt }));
    if (!kept) throw sourceGone();
    row = kept;
    if (!page.more) return row;
  }
}

/** Of the page after a cursor; anew when the last look left off elsewhere. */
function stateOf(unfinished: Unfinished, cursor: string | null): PageState {
  if (unfinished.cursor !== cursor) Object.assign(unfinished, { cursor, page: newPageState() });
  return unfinished.page;
}

async function importPart(
  { files, role }: { readonly files: readonly ImportFile[]; readonly role: MailboxRole },
  { row, signal, tally, onRead }: LookRun,
  { history, rows, importer, clock }: LookParts,
): Promise<readonly FileProblem[]> {
  async function onBatch(batch: readonly ImportedMessage[]): Promise<void> {
    const addedAt = new Date(clock.now()).toISOString();
    const fresh = await history.messages.addFrom(row.id, batch, addedAt);
    tally.added += fresh.length;
    tally.read += batch.length;
    if (role === 'inbox') {
      tally.received += fresh.length;
      rows.add(fresh.map((message) => ({ ...outlineOf(message), addedAt })));
    }
    onRead(tally.read);
  }
  const outcome = await importer.importFiles(files, role, { signal, onBatch });
  if (outcome.cancelled) throw new DesksideError(CANCELLED);
  return outcome.problems;
}
