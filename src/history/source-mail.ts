import type { RowAccess } from './row-access';
import { isRemoved, removedFrom } from './source-marks';

/** Which mails came from which source. Every method is one transaction, and rejects as those of `History` do. */
export interface SourceMail {
  /** How many stored mails came from a source. */
  count(sourceId: string): Promise<number>;
  /** Ids of the sources that a mail came from, `IMPORTED_BY_HAND` among them where that is noted. */
  sourcesOf(mailId: string): Promise<readonly string[]>;
  /** `Message.id` of the stored mails that came from this source and in no other way. */
  onlyFrom(sourceId: string): Promise<string[]>;
  /** Forgets what came from a source, and what of it was deleted here. */
  forget(sourceId: string): Promise<void>;
}

export function createSourceMail({ transact }: Pick<RowAccess, 'transact'>): SourceMail {
  return {
    count: (sourceId) =>
      transact(['sourceMail'], 'readonly', ({ sourceMail }) => sourceMail.countBy('sourceId', sourceId)),
    sourcesOf: (mailId) =>
      transact(['sourceMail'], 'readonly', async ({ sourceMail }) => {
        const notes = await sourceMail.allBy('mailId', mailId);
        return notes.filter((row) => !isRemoved(row)).map(({ sourceId }) => sourceId);
      }),
    onlyFrom: (sourceId) =>
      transact(['sourceMail'], 'readonly', async ({ sourceMail }) => {
        const own = await sourceMail.allBy('sourceId', sourceId);
        const mailIds = [...new Set(own.map(({ mailId }) => mailId))];
        const notes = await Promise.all(mailIds.map((mailId) => sourceMail.allBy('mailId', mailId)));
        return mailIds.filter((_, index) => notes[index]?.every((row) => row.sourceId === sourceId));
      }),
    forget: (sourceId) =>
      transact(['sourceMail'], 'readwrite', async ({ sourceMail }) => {
        for (const id of [sourceId, removedFrom(sourceId)])
          for (const row of await sourceMail.allBy('sourceId', id)) await sourceMail.delete(id, row.id);
      }),
  };
}
