/**
 * Keeps the app's shell for visits without a network, and gives the page threads on hosts that cannot set headers.
 * Why each part is as it is stands in `docs/decisions/service-worker.md`.
 */
import { readAllowedOrigins } from '../src/platform/allowed-origins';
import { policyBeside, withMetaPolicy } from '../src/platform/content-security-policy';
import { ISOLATION_HEADERS } from '../src/platform/isolation-headers';
import { isImmutable, routeRequest, type Shell } from '../src/platform/shell-routing';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: the shell's files, and a hash over all of them. */
declare const __SHELL_FILES__: readonly string[];
declare const __BUILD_ID__: string;

const CACHE_PREFIX = 'deskside-shell-';
const CACHE_NAME = `${CACHE_PREFIX}${__BUILD_ID__}`;
const shell: Shell = { scope: self.registration.scope, files: new Set(__SHELL_FILES__) };

const POLICY = 'Content-Security-Policy';

const addressOf = (path: string): string => new URL(path, shell.scope).href;

function rebuilt({ status, statusText }: Response, headers: Headers, body: BodyInit | null): Response {
  return new Response(body, { status, statusText, headers });
}

/** The same response with the isolation headers that the host left out. */
function isolated(response: Response): Response {
  const missing = Object.entries(ISOLATION_HEADERS).filter(([name]) => !response.headers.has(name));
  // A redirected response may not answer a navigation, so it is rebuilt as well.
  if (missing.length === 0 && !response.redirected) return response;
  return rebuilt(response, new Headers([...response.headers, ...missing]), response.body);
}

async function oldCaches(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME);
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
  const cache = await caches.open(CACHE_NAME);
  try {
    await Promise.all([...shell.files].map(async (path) => cache.put(addressOf(path), await obtain(path))));
  } catch (error) {
    await caches.delete(CACHE_NAME);
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
  const current = await caches.match(address, { cacheName: CACHE_NAME, ignoreVary: true });
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

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('message', (event) => {
  // Only the page knows whether work is running, so only the page, asked by the user, lets a new version take over.
  if (event.data === 'apply-update') void self.skipWaiting();
});

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
  }
});
