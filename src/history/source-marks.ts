import { IMPORTED_BY_HAND, type SourceMailRow } from '../contracts/mail-source';
import type { Tables } from './history-tables';

const REMOVED = 'removed:';

/** The mark of mails of a source that were deleted here. */
export const removedFrom = (sourceId: string): string => REMOVED + sourceId;
export const isRemoved = ({ sourceId }: SourceMailRow): boolean => sourceId.startsWith(REMOVED);

/** Notes that the user imported mails that are here already, so that they stay when their source is given up. */
export async function noteByHand(
  ids: readonly string[],
  { sourceMail }: Pick<Tables, 'sourceMail'>,
): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      if ((await sourceMail.allBy('mailId', id)).length > 0)
        await sourceMail.put({ sourceId: IMPORTED_BY_HAND, id, mailId: id });
    }),
  );
}

/** Of mails that are deleted: the sources must not bring them back. Returns what was noted. */
export async function markRemoved(
  mailIds: readonly string[],
  { sourceMail }: Pick<Tables, 'sourceMail'>,
): Promise<SourceMailRow[]> {
  const notes = (await Promise.all(mailIds.map((mailId) => sourceMail.allBy('mailId', mailId)))).flat();
  const live = notes.filter((row) => !isRemoved(row));
  for (const row of live) {
    await sourceMail.delete(row.sourceId, row.id);
    await sourceMail.put({ ...row, sourceId: removedFrom(row.sourceId) });
  }
  return live;
}

/** Of mails that are put back. */
export async function unmarkRemoved(
  rows: readonly SourceMailRow[],
  { sourceMail }: Pick<Tables, 'sourceMail'>,
): Promise<void> {
  for (const row of rows) {
    await sourceMail.delete(removedFrom(row.sourceId), row.id);
    await sourceMail.put(row);
  }
}
