import { connectSource } from './content-security-policy';

/** Where the page leaves the origins for the service worker, which reads them when it answers with a page or a worker. */
const CACHE_NAME = 'deskside-policy';
const KEY = 'allowed-origins.json';

/** The source expressions of addresses, each once. The service worker shares the page's protocol. */
function sourcesOf(addresses: readonly unknown[], pageProtocol: string): readonly string[] {
  const sources = addresses.map((address) => connectSource(String(address), pageProtocol));
  return [...new Set(sources.filter((source) => source !== null))];
}

/** Keeps the origins that the user allows; they count from the next load on. Rejects where the browser keeps nothing. */
export async function keepAllowedOrigins(
  addresses: readonly string[],
  pageProtocol = location.protocol,
): Promise<void> {
  const sources = sourcesOf(addresses, pageProtocol);
  if (sources.length === 0) {
    await caches.delete(CACHE_NAME);
    return;
  }
  const cache = await caches.open(CACHE_NAME);
  await cache.put(KEY, new Response(JSON.stringify(sources)));
}

/** What `keepAllowedOrigins` kept, as source expressions. Never rejects: without an answer, nothing is allowed. */
export async function readAllowedOrigins(pageProtocol = location.protocol): Promise<readonly string[]> {
  try {
    const kept = await caches.match(KEY, { cacheName: CACHE_NAME });
    const addresses: unknown = kept ? await kept.json() : [];
    return Array.isArray(addresses) ? sourcesOf(addresses, pageProtocol) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps the origins unless they are kept already: an older tab, or a crash in the middle of keeping them, may have left others. What is right is
 * not written again, so that no crash can find it half written.
 */
export async function alignAllowedOrigins(addresses: readonly string[]): Promise<void> {
  const kept = await readAllowedOrigins();
  const wanted = sourcesOf(addresses, location.protocol);
  if (kept.length === wanted.length && wanted.every((source) => kept.includes(source))) return;
  await keepAllowedOrigins(addresses);
}
