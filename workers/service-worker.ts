/**
 * Keeps the app's shell for visits without a network, and gives the page threads on hosts that cannot set headers.
 * Why each part is as it is stands in `docs/decisions/service-worker.md`.
 */
import type { FetchedNote } from '../src/models/background/fetched-cache';
import { keepFetched } from '../src/models/background/keep-fetched';
import { readAllowedOrigins } from '../src/platform/allowed-origins';
import { LAUNCH_ACTION } from '../src/platform/arrivals/launch-actions';
import { LOOK_AT_MAIL, MAIL_TAG } from '../src/platform/background-looks';
import { keepShare } from '../src/platform/arrivals/shared-things';
import { policyBeside, withMetaPolicy } from '../src/platform/content-security-policy';
import { PAGE_HEADERS } from '../src/platform/page-headers';
import type { BackgroundFetchRegistration } from '../src/platform/background-fetch';
import { isImmutable, routeRequest, type Shell } from '../src/platform/shell-routing';

/** The build puts the shell's files in its place. Those without a revision carry a hash in their name. */
interface ShellEntry {
  readonly url: string;
  readonly revision: string | null;
}

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly ShellEntry[] };

const entries = self.__WB_MANIFEST;
const shell: Shell = { scope: self.registration.scope, files: new Set(entries.map(({ url }) => url)) };

const CACHE_PREFIX = 'deskside-shell-';

/** Equal for equal builds only, so that each version has a cache of its own. */
async function nameCache(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(entries)));
  const hex = Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return CACHE_PREFIX + hex.join('');
}
const cacheName = nameCache();

const POLICY = 'Content-Security-Policy';

const addressOf = (path: string): string => new URL(path, shell.scope).href;

function rebuilt({ status, statusText }: Response, headers: Headers, body: BodyInit | null): Response {
  return new Response(body, { status, statusText, headers });
}

/** The same response with the headers that the host left out. */
function isolated(response: Response): Response {
  const missing = Object.entries(PAGE_HEADERS).filter(([name]) => !response.headers.has(name));
  // A redirected response may not answer a navigation, so it is rebuilt as well.
  if (missing.length === 0 && !response.redirected) return response;
  return rebuilt(response, new Headers([...response.headers, ...missing]), response.body);
}

async function oldCaches(): Promise<string[]> {
  const [names, own] = await Promise.all([caches.keys(), cacheName]);
  return names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== own);
}

/** A file of the shell for the new cache: from an older version where the name proves it the same, else from the network. */
async function obtain(path: string): Promise<Response> {
  const address = addressOf(path);
  const kept = isImmutable(path) ? await caches.match(address, { ignoreVary: true }) : undefined;
  if (kept) return kept;
  const response = await fetch(address, { cache: isImmutable(path) ? 'default' : 'reload' });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return isolated(response);
}

/** All or nothing: a shell with holes would break without the network, which is when nobody can mend it. */
async function install(): Promise<void> {
  const name = await cacheName;
  // Where only the worker changed, the version that runs has the same files, and lives from this cache.
  const isShared = await caches.has(name);
  const cache = await caches.open(name);
  try {
    await Promise.all([...shell.files].map(async (path) => cache.put(addressOf(path), await obtain(path))));
  } catch (error) {
    if (!isShared) await caches.delete(name);
    throw error;
  }
}

async function activate(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // With several windows open, another one may still run the previous version and load its parts from the old cache.
  if (windows.length <= 1) {
    for (const name of await oldCaches()) await caches.delete(name);
  }
  await self.clients.claim();
}

/**
 * A page or a script with the policy of this moment: workers, the runtime's threads among them, obey the one that their script came with.
 * On hosts that send none, that is what guards them.
 */
async function guarded(response: Response, path: string): Promise<Response> {
  const isPage = path.endsWith('.html');
  if (!isPage && !/\.m?js$/.test(path)) return response;
  const allowed = await readAllowedOrigins();
  const headers = new Headers(response.headers);
  headers.set(POLICY, policyBeside(headers.get(POLICY), allowed));
  if (!isPage || allowed.length === 0) return rebuilt(response, headers, response.body);
  headers.delete('Content-Length');
  return rebuilt(response, headers, withMetaPolicy(await response.text(), allowed));
}

async function answerFromShell(path: string): Promise<Response> {
  const address = addressOf(path);
  const current = await caches.match(address, { cacheName: await cacheName, ignoreVary: true });
  // The browser may have evicted the cache; then the network is as good as it gets.
  return guarded(current ?? isolated(await fetch(address)), path);
}

async function answerFromNetwork(request: Request): Promise<Response> {
  // A part of the previous version that a window of that version asks for.
  const older = await caches.match(request, { ignoreVary: true });
  return guarded(older ?? isolated(await fetch(request)), new URL(request.url).pathname);
}

async function answerForeignPage(request: Request): Promise<Response> {
  try {
    return isolated(await fetch(request));
  } catch {
    return Response.redirect(shell.scope, 302);
  }
}

/** Keeps what was shared until the page has imported it, and opens the page. */
async function takeShare(request: Request): Promise<Response> {
  const opened = (action: string): Response =>
    Response.redirect(`${shell.scope}?do=${encodeURIComponent(action)}`, 303);
  try {
    await keepShare(request);
    return opened(LAUNCH_ACTION.shared);
  } catch {
    return opened(LAUNCH_ACTION.shareFailed);
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('message', (event) => {
  // Only the page knows whether work is running, so only the page, asked by the user, lets a new version take over.
  if (event.data === 'apply-update') void self.skipWaiting();
});

/** Not in TypeScript's library yet: https://wicg.github.io/periodic-background-sync/ */
interface PeriodicSyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** Lets the pages that are open look for mail. Models run in pages, so without one there is nobody who could read it. */
async function wakePages(): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(LOOK_AT_MAIL);
}

self.addEventListener('periodicsync' as never, (event: PeriodicSyncEvent) => {
  if (event.tag === MAIL_TAG) event.waitUntil(wakePages());
});

/** Not in TypeScript's library yet: https://wicg.github.io/background-fetch/ */
interface BackgroundFetchEvent extends ExtendableEvent {
  readonly registration: BackgroundFetchRegistration;
}

/** Keeps what came of a model, and lets the pages that are open go on with it. */
async function takeFetched(fetched: BackgroundFetchRegistration): Promise<void> {
  if (!(await keepFetched(fetched))) return;
  const note: FetchedNote = { kind: 'fetched', id: fetched.id };
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(note);
}

// Also of what failed or was stopped, the parts that had come are whole.
for (const end of ['backgroundfetchsuccess', 'backgroundfetchfail', 'backgroundfetchabort']) {
  self.addEventListener(end as never, (event: BackgroundFetchEvent) =>
    event.waitUntil(takeFetched(event.registration)),
  );
}

/** Shows the models to whoever asks about a download in the browser's own list. */
async function showModels(): Promise<void> {
  const [open] = await self.clients.matchAll({ type: 'window' });
  const address = new URL(open?.url ?? shell.scope);
  // No more than this changes in the address of a page that is open, so it is not loaded anew.
  address.hash = '#/models';
  if (!open) return void (await self.clients.openWindow(address.href));
  await open.focus();
  await open.navigate(address.href);
}

self.addEventListener('backgroundfetchclick' as never, (event: BackgroundFetchEvent) =>
  event.waitUntil(showModels()),
);

self.addEventListener('fetch', (event) => {
  const route = routeRequest(event.request, shell);
  switch (route.kind) {
    case 'pass':
      return;
    case 'file':
      event.respondWith(answerFromShell(route.path));
      return;
    case 'foreign-page':
      event.respondWith(answerForeignPage(event.request));
      return;
    case 'network':
      event.respondWith(answerFromNetwork(event.request));
      return;
    case 'share':
      event.respondWith(takeShare(event.request));
  }
});
