import { SHARE_TARGET } from './arrivals/shared-things';

/** Which answer the service worker gives to a request, as a function of nothing but the request and the list of the shell's files. */

export interface RequestFacts {
  readonly url: string;
  readonly method: string;
  /** `Request.mode`; `navigate` for a page. */
  readonly mode: string;
}

export interface Shell {
  /** Address of the folder that the app is served from, ending in `/`. */
  readonly scope: string;
  /** The shell's files, relative to the scope. */
  readonly files: ReadonlySet<string>;
}

export type Route =
  /** The browser fetches it as if there were no service worker. */
  | { readonly kind: 'pass' }
  /** A file of the shell, from the cache. */
  | { readonly kind: 'file'; readonly path: string }
  /** A page that is not of the shell: from the network, and without one the app's own page. */
  | { readonly kind: 'foreign-page' }
  /** Another file of the app's origin, from the network, with isolation headers where the host sends none. */
  | { readonly kind: 'network' }
  /** Something that another app shares with this one. */
  | { readonly kind: 'share' };

const PASS: Route = { kind: 'pass' };

/** Weights go from the network into IndexedDB; a copy in the cache would double them, and the worker in between would only slow them down. */
const WEIGHTS = 'models/';

export function routeRequest(request: RequestFacts, shell: Shell): Route {
  if (!request.url.startsWith(shell.scope)) return PASS;
  const relative = request.url.slice(shell.scope.length).replace(/[?#].*$/s, '');
  if (request.method === 'POST' && relative === SHARE_TARGET && request.mode === 'navigate')
    return { kind: 'share' };
  if (request.method !== 'GET') return PASS;
  if (relative.startsWith(WEIGHTS)) return PASS;
  const path = relative === '' ? 'index.html' : relative;
  if (shell.files.has(path)) return { kind: 'file', path };
  return { kind: request.mode === 'navigate' ? 'foreign-page' : 'network' };
}

/** Whether a file's name carries a hash of its content (Vite puts those in `assets/`), so that an older cache's copy is the same file. */
export function isImmutable(path: string): boolean {
  return path.startsWith('assets/');
}
