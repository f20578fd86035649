/**
 * What the built page, its workers and its frames may load and run: their own origin only. `wasm-unsafe-eval` lets the runtimes compile
 * WebAssembly, and nothing else. The frame of a mail has a stricter one of its own beside it (`src/ui/components/original-mail/original-frame.svelte`).
 */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  // wllama starts its worker and its threads from `blob:` addresses. Only what runs here already can make one.
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'frame-src': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  // No string becomes markup or script but through one of these three: our own, which lets only script addresses of this origin pass
  // (`trusted-script-urls.ts`), Svelte's for its compiled templates, and that of DOMPurify for parsing mail.
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default', 'svelte-trusted-html', 'dompurify'],
} as const;

/** Browsers heed these only in a header, never in a `<meta>` element. */
const HEADER_ONLY_POLICY = { 'frame-ancestors': ["'none'"] } as const;

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

/**
 * The policy for the header of a response whose host sent `hosted`, null where it sent none. A host's own may be stricter in what else it
 * says, so it is kept, and only the origins that the user allowed are added. Where it leaves connections open, ours stands beside it.
 */
export function policyBeside(hosted: string | null, allowed: readonly string[]): string {
  if (hosted === null) return headerPolicy(allowed);
  // A header may list several policies, and browsers heed each.
  const policies = hosted.split(',').map((policy) => policy.trim());
  const kept = policies.map((policy) => withConnections(policy, allowed));
  if (!policies.some(connectionSources)) kept.push(metaPolicy(allowed));
  return kept.join(', ');
}

function withConnections(policy: string, allowed: readonly string[]): string {
  const sources = connectionSources(policy);
  if (!sources || allowed.length === 0) return policy;
  // `'none'` counts only when it stands alone.
  const connections = [...sources.filter((source) => source !== "'none'"), ...allowed];
  const others = policy.split(';').filter((directive) => !/^\s*connect-src\b/i.test(directive));
  return [`connect-src ${connections.join(' ')}`, ...others.map((directive) => directive.trim())].join('; ');
}

/** Null where the policy leaves connections open. */
function connectionSources(policy: string): readonly string[] | null {
  const found =
    /(?:^|;)\s*connect-src\b([^;]*)/i.exec(policy) ?? /(?:^|;)\s*default-src\b([^;]*)/i.exec(policy);
  return found?.[1]?.split(/\s+/).filter(Boolean) ?? null;
}

function serialise(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

const LOOPBACK = new Set(['localhost', '127.0.0.1']);
/** A host name with a star for its first label, which `URL` does not take. */
const WITH_SUBDOMAINS = /^https:\/\/\*\.(?=[a-z0-9-]+\.[a-z])([a-z0-9.-]+)$/;

/**
 * The source expression that lets the page connect to an address: its origin, or `https://*.host` as it is. Null for what may not be
 * allowed: other schemes, IPv6 addresses, which policies cannot name, and anything that could end the directive and begin another.
 * HTTP beyond this machine is left to a page that came over HTTP itself, by `pageProtocol`; to others the browser forbids it as mixed content.
 */
export function connectSource(address: string, pageProtocol = 'https:'): string | null {
  if (WITH_SUBDOMAINS.test(address)) return address;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password) return null;
  const { protocol, hostname, origin } = url;
  const isPlain = protocol === 'http:' && (LOOPBACK.has(hostname) || pageProtocol === 'http:');
  if (protocol !== 'https:' && !isPlain) return null;
  return /^https?:\/\/[a-z0-9.:-]+$/.test(origin) ? origin : null;
}

/** Whether a policy lets the page connect to an address of another origin. */
export function allowsConnection(policy: string, address: string, pageProtocol = 'https:'): boolean {
  const source = connectSource(address, pageProtocol);
  return source !== null && (connectionSources(policy)?.includes(source) ?? false);
}
