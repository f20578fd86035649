const VERSION = /\/v\d+\/$/;

/**
 * The `baseUrl` that an address means as people write it: `localhost:11434`, `http://127.0.0.1:8080`, or the full address of an endpoint.
 * Ends in `/`, and in `/v1/` unless it names a path of its own. Null for what is no address of HTTP, or holds a user name or password.
 */
export function toBaseUrl(written: string): string | null {
  const text = written.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/\s/.test(text) || !URL.canParse(address)) return null;
  const { protocol, host, pathname, username, password } = new URL(address);
  if (!/^https?:$/.test(protocol) || username || password) return null;
  const path = pathname.replace(/\/(chat\/completions|completions|embeddings|models)\/?$/, '/');
  const folder = path.endsWith('/') ? path : `${path}/`;
  return `${protocol}//${host}${folder === '/' ? '/v1/' : folder}`;
}

/** Address of an endpoint of the OpenAI API. */
export function apiAddress(baseUrl: string, path: string): string {
  return new URL(path, baseUrl).href;
}

/** Address of an endpoint of the product's own API, which stands beside `v1/`. */
export function productAddress(baseUrl: string, path: string): string {
  return new URL(path, baseUrl.replace(VERSION, '/')).href;
}
