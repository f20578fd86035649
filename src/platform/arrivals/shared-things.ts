/**
 * What other apps share with Deskside, from the moment the service worker gets it until the page has imported it. Each share is kept as the
 * form that it came as, in one write, so that it is there whole or not at all.
 */

/** Below the app's scope; the manifest names it as the target of shares. */
export const SHARE_TARGET = 'share-target';
/** The field of the form that the manifest puts files into. */
export const SHARED_FILES_FIELD = 'files';

const CACHE_NAME = 'deskside-shared';
/** Keys that are nowhere on the web, so that no request can ever be answered with what was shared. */
const KEY_BASE = 'https://shared.invalid/';

export interface SharedThing {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly files: readonly File[];
}

/** Keeps a share; called by the service worker. Rejects where the browser keeps nothing, for instance for want of room. */
export async function keepShare(request: Request): Promise<void> {
  const body = await request.blob();
  const headers = { 'Content-Type': request.headers.get('Content-Type') ?? '' };
  const cache = await caches.open(CACHE_NAME);
  await cache.put(KEY_BASE + crypto.randomUUID(), new Response(body, { headers }));
}

/** The shares that wait, in the order they came; a form that cannot be read is dropped. */
export async function waitingShares(): Promise<SharedThing[]> {
  if (!(await caches.has(CACHE_NAME))) return [];
  const cache = await caches.open(CACHE_NAME);
  const things: SharedThing[] = [];
  for (const { url: key } of await cache.keys()) {
    const kept = await cache.match(key);
    const form = await kept?.formData().catch(() => null);
    if (form) things.push(readForm(key, form));
    else await dropShare(key);
  }
  return things;
}

/** Forgets a share that was imported, or that the user does not want. */
export async function dropShare(key: string): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  await cache.delete(key);
  if ((await cache.keys()).length === 0) await caches.delete(CACHE_NAME);
}

function readForm(key: string, form: FormData): SharedThing {
  const field = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const files = form.getAll(SHARED_FILES_FIELD).filter((value): value is File => value instanceof File);
  return {
    ...{ key, title: field('title'), text: field('text'), url: field('url') },
    // A form without a file carries an empty one without a name.
    files: files.filter(({ name, size }) => name !== '' || size > 0),
  };
}
