import { wakeForMail } from '../../platform/background-looks';
import { pageStorage, type PageStorage } from '../../platform/page-storage';
import type { AreaParts } from '../area-parts';

/** How all names begin under which Deskside keeps something; other pages of the same address may keep something too. */
const OURS = 'deskside';
/** As the service worker names its caches. */
const SHELL = 'deskside-shell-';

/** Deletes what the page keeps: all tables, small notes, places that were allowed, what was shared with the app, and the models when wanted. */
export async function deleteEverything(
  { models }: { readonly models: boolean },
  { history, upkeep, cards }: Pick<AreaParts, 'history' | 'upkeep' | 'cards'>,
): Promise<void> {
  await upkeep.stopWork();
  await history.rows.wipe();
  await wakeForMail(false);
  if (models)
    for (const { listing, status, download } of cards.get())
      if (status.state !== 'absent' || download !== null) await upkeep.removeModel(listing.id);
  // Once more: other work of the page, or another tab, may have stored something while the models were deleted.
  await history.rows.wipe();
  for (const storage of [pageStorage(), pageStorage('sessionStorage')]) clearNotes(storage);
  await clearCaches().catch(() => undefined);
}

/** The app's own files stay, so that it opens without a network; what was allowed or shared with it does not. */
async function clearCaches(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && !name.startsWith(SHELL)) await caches.delete(name);
}

function clearNotes(storage: PageStorage & Partial<Pick<Storage, 'length' | 'key'>>): void {
  const keys = Array.from({ length: storage.length ?? 0 }, (_, index) => storage.key?.(index) ?? '');
  for (const key of keys) if (key.startsWith(OURS)) storage.removeItem(key);
}
