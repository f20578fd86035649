import ipaddr from 'ipaddr.js';

/**
 * The network that a request is counted under: an IPv4 address, or the first 64 bits of an IPv6 one, within which a client may take any
 * address.
 *
 * @param peer address at the other end of the connection; null where the host does not tell
 * @param forwarded the header `X-Forwarded-For`, of which only what trusted proxies wrote counts: each adds the address that it saw
 */
export function clientNetwork(peer: string | null, forwarded: string | null, trustedHops: number): string {
  const seen = (forwarded ?? '').split(',').map((part) => part.trim());
  const named = trustedHops > 0 && forwarded ? seen[Math.max(0, seen.length - trustedHops)] : undefined;
  const address = named ?? peer ?? '';
  const bare = address
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  if (!ipaddr.isValid(bare)) return 'unknown';
  const ip = ipaddr.process(bare);
  if (ip instanceof ipaddr.IPv4) return ip.toString();
  return `${ip.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
