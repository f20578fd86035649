import type { BackgroundFetchRegistration } from '../../platform/background-fetch';
import { browserLocks, type Locks } from '../../platform/locks';
import { keepEnd, keepPart, modelOfBackgroundId } from './fetched-cache';
import { fetchedCacheOf } from './fetched-cache-name';

/**
 * Keeps what the browser has fetched of a model, however far it came; called by the service worker, which may not write weights itself. The
 * lock of the fetch's own name tells pages that this is going on. False for a fetch that is not of a model.
 */
export async function keepFetched(
  fetched: BackgroundFetchRegistration,
  locks: Locks = browserLocks(),
): Promise<boolean> {
  const { id, failureReason } = fetched;
  const modelId = modelOfBackgroundId(id);
  if (modelId === null) return false;
  await locks.run(id, undefined, async () => {
    const cache = await caches.open(fetchedCacheOf(modelId));
    // Where there is no room for more, what was kept so far counts, and the models worker fetches the rest.
    await keepRecords(fetched, cache).catch(() => undefined);
    await keepEnd(cache, { id, failureReason }).catch(() => undefined);
  });
  return true;
}

async function keepRecords(fetched: BackgroundFetchRegistration, cache: Cache): Promise<void> {
  for (const { request, responseReady } of await fetched.matchAll()) {
    const range = request.headers.get('range');
    // Those that had not come when it ended reject.
    const response = await responseReady.catch(() => null);
    if (range !== null && response?.ok)
      await keepPart(cache, { address: request.url, range, id: fetched.id }, response);
  }
}
