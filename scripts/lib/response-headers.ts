import { ISOLATION_HEADERS } from '../../src/platform/isolation-headers.ts';

/**
 * What the built page may load and run: its own origin only. `wasm-unsafe-eval` lets the runtimes compile WebAssembly, and nothing else.
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

function serialise(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

/** For the `<meta>` element, which guards the page on hosts that cannot set headers. */
export const META_POLICY = serialise(CONTENT_SECURITY_POLICY);

/** Headers of every response, wherever a host can set them. */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': serialise({ ...CONTENT_SECURITY_POLICY, ...HEADER_ONLY_POLICY }),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Files under `assets/` carry a hash of their content in their name, so that they never change. */
export const IMMUTABLE_CACHE_CONTROL = 'public, max-age=31536000, immutable';
