import type { ModelSources } from '../contracts/model-sources';
import { connectSource } from '../platform/content-security-policy';

/**
 * Whether the user allowed the server of an address: as a hub, or among those that hubs hand on to. Plain HTTP beyond this machine counts
 * too: it is among the sources only where the page came over HTTP itself, and the policy of the page has the last word.
 */
export function isAllowedAddress(
  address: string,
  { hubs, redirects }: Pick<ModelSources, 'hubs' | 'redirects'>,
): boolean {
  const origin = connectSource(address, ANY_PROTOCOL);
  return origin !== null && [...hubs, ...redirects].some((allowed) => covers(allowed, origin));
}

const ANY_PROTOCOL = 'http:';
const ANY_SUBDOMAIN = 'https://*';

function covers(allowed: string, origin: string): boolean {
  const source = connectSource(allowed, ANY_PROTOCOL);
  if (source === null || !source.startsWith(ANY_SUBDOMAIN)) return source === origin;
  return origin.startsWith('https://') && origin.endsWith(source.slice(ANY_SUBDOMAIN.length));
}
