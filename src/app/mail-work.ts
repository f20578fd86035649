import type { History } from '../history/history';
import type { RemovedMail } from '../history/mail-removal';
import type { ChangeBus } from './change-bus';
import type { Corrections } from './corrections';
import type { MailRows } from './mail-rows';

export interface MailWorkParts {
  readonly history: History;
  readonly rows: MailRows;
  readonly changes: ChangeBus;
  readonly corrections: () => Promise<Corrections>;
  /** Runs `work` while nothing else is made of mail, and goes on with what was under way. */
  readonly apart: (work: () => Promise<void>) => Promise<void>;
  /** Brings in step what is counted or found. */
  readonly follow: () => Promise<unknown>;
}

/** Mails deleted in one transaction. */
const PURGED_AT_ONCE = 100;

/** What the user does with mails in the list: to be done with them, and to delete them. */
export interface MailWork {
  markDone(ids: readonly string[], done: boolean): Promise<void>;
  /** What it returns puts them back, once; where that fails, it can be asked again. */
  remove(ids: readonly string[]): Promise<() => Promise<void>>;
  /** Deletes any number of them for good. Returns how many; a cancelled run leaves the rest. */
  purge(
    ids: readonly string[],
    run: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void },
  ): Promise<number>;
}

export function createMailWork(parts: MailWorkParts): MailWork {
  const { history, rows, changes, corrections, apart, follow } = parts;

  function tell(ids: readonly string[]): void {
    for (const id of ids) changes.emit(id);
  }

  return {
    async markDone(ids, done) {
      const doneAt = new Date().toISOString();
      if (done) await history.marks.put(...ids.map((id) => ({ id, doneAt })));
      else await history.marks.delete(...ids);
      rows.setDone(ids, done);
    },

    async purge(ids, { signal, onProgress }) {
      const taught = ids.filter((id) => rows.get(id)?.source === 'user');
      const forgotten = taught.length > 0 ? await (await corrections()).forget(taught) : [];
      let done = 0;
      await apart(async () => {
        while (done < ids.length && !signal?.aborted) {
          const part = ids.slice(done, done + PURGED_AT_ONCE);
          rows.remove(part, { amongOthers: true });
          await history.removal.purge(part);
          done += part.length;
          onProgress?.(done, ids.length);
        }
      });
      tell(ids.slice(0, done));
      const left = new Set(ids.slice(done));
      const standing = forgotten.filter(({ id }) => left.has(id));
      if (standing.length > 0) await (await corrections()).putBack(standing);
      await follow();
      return done;
    },

    async remove(ids) {
      const taught = ids.filter((id) => rows.get(id)?.source === 'user');
      const forgotten = taught.length > 0 ? await (await corrections()).forget(taught) : [];
      let removed: RemovedMail | null = null;
      await apart(async () => {
        // Before the store, so that nothing that is still being made of a mail is written after it.
        rows.remove(ids);
        removed = await history.removal.remove(ids);
      });
      tell(ids);
      await follow();
      return async () => {
        const kept = removed;
        if (kept === null) return;
        removed = null;
        await apart(async () => {
          try {
            rows.add(await history.removal.restore(kept));
          } catch (thrown) {
            // They are nowhere else any more.
            removed = kept;
            throw thrown;
          }
          for (const result of kept.results) rows.showResult(result);
          rows.setDone(
            kept.marks.map(({ id }) => id),
            true,
          );
        });
        if (forgotten.length > 0) await (await corrections()).putBack(forgotten);
        tell(ids);
        await follow();
      };
    },
  };
}

/** Puts the marks on the rows, after a start. */
export async function showMarks(history: History, rows: MailRows): Promise<void> {
  rows.setDone(await history.marks.ids(), true);
}
