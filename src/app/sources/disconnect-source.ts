import type { LiveSource, SourceDesk } from './source-desk';
import { lockOf } from './source-keeper';

/** A provider that does not answer must not keep the user from leaving it, milliseconds. */
const REVOKE_WITHIN_MS = 10_000;

/**
 * Gives a source up: ends what is under way in all tabs, takes back what was granted as far as the provider lets a page, deletes its mails if
 * wanted, and forgets its secret and its origin. The row goes last, so that what breaks off can be asked for again.
 */
export async function disconnectSource(
  desk: SourceDesk,
  id: string,
  { removeMail }: { readonly removeMail: boolean },
): Promise<void> {
  const { store, mail, parts } = desk;
  const { history, upkeep, surroundings } = parts;
  const source = desk.require(id);
  const { setup } = source.row;
  surroundings.tell({ kind: 'gone', id });
  await source.keeper.end();
  try {
    await parts.locks.run(lockOf(id), undefined, async () => {
      await revoke(source);
      const mails = removeMail ? await mail.onlyFrom(id) : [];
      if (mails.length > 0) await upkeep.purgeMail(mails, {});
      await mail.forget(id);
      if (setup.kind === 'folder' && setup.folderId !== null) await history.folders.delete(setup.folderId);
      await store.delete(id);
    });
    await desk.drop(id);
  } catch (thrown) {
    await desk.drop(id);
    await desk.take(source.row);
    throw thrown;
  }
  await upkeep.keepOrigins();
  if ((await store.all()).length === 0) await surroundings.keepAwake(false);
  surroundings.tell({ kind: 'changed' });
}

/** What goes wrong with it stays between the user and the provider: here, the source is forgotten all the same. */
async function revoke(source: LiveSource): Promise<void> {
  try {
    const opened = await source.open();
    if ('source' in opened) await opened.source.revoke?.(AbortSignal.timeout(REVOKE_WITHIN_MS));
  } catch {
    return;
  }
}
