/**
 * What the built page, its workers and its frames may load and run: their own origin only. `wasm-unsafe-eval` lets the runtimes compile
 * WebAssembly, and nothing else.
 */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'none'"],
} as const;

/** Browsers heed these only in a header, never in a `<meta>` element. */
const HEADER_ONLY_POLICY = { 'frame-ancestors': ["'self'"] } as const;

/** The policy for the `<meta>` element, which guards the page on hosts that cannot set headers; with the origins that the user allowed. */
export function metaPolicy(allowed: readonly string[] = []): string {
  return serialise({
    ...CONTENT_SECURITY_POLICY,
    'connect-src': [...CONTENT_SECURITY_POLICY['connect-src'], ...allowed],
  });
}

const META = /(<meta http-equiv="Content-Security-Policy" content=")[^"]*/;

/** A built page with its `<meta>` policy exchanged for one with the origins that the user allowed. */
export function withMetaPolicy(page: string, allowed: readonly string[]): string {
  return page.replace(META, (_whole, start: string) => start + metaPolicy(allowed));
}

/** The policy for the header of every response. */
export function headerPolicy(allowed: readonly string[] = []): string {
  return `${metaPolicy(allowed)}; ${serialise(HEADER_ONLY_POLICY)}`;
}

function serialise(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** A host name with a star for its first label, which `URL` does not take. */
const WITH_SUBDOMAINS = /^https:\/\/\*\.(?=[a-z0-9-]+\.[a-z])([a-z0-9.-]+)$/;

/**
 * The source expression that lets the page connect to an address: its origin, or `https://*.host` as it is. Null for what may not be
 * allowed: other schemes, HTTP beyond this machine, and anything that could end the directive and begin another.
 */
export function connectSource(address: string): string | null {
  if (WITH_SUBDOMAINS.test(address)) return address;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password) return null;
  const { protocol, hostname, origin } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) return null;
  return /^https?:\/\/[a-z0-9.:[\]-]+$/.test(origin) ? origin : null;
}

/** Whether a policy lets the page connect to an address of another origin. */
export function allowsConnection(policy: string, address: string): boolean {
  const source = connectSource(address);
  const [, sources = ''] = /(?:^|;)\s*connect-src ([^;]*)/.exec(policy) ?? [];
  return source !== null && sources.split(' ').includes(source);
}
