import ipaddr from 'ipaddr.js';

/** Names that never leave the machine or the network. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)\.?$/i;

/**
 * Whether an IP address is anything but one of the public internet: loopback, private, link-local with the clouds' metadata, shared,
 * reserved, or one that carries such an address within it. True for what is no address.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return true;
  const ip = ipaddr.process(bare);
  // Unicast covers all that is not of a special kind; tunnels and translations, which hold another address, are of one.
  return ip.range() !== 'unicast';
}

/**
 * Whether a host of a URL is one of a private network as far as its name tells. URLs write IP addresses in one form, whichever was given:
 * decimal, octal and hexadecimal ones come out with four parts.
 */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(bare)) return isPrivateAddress(bare);
  return PRIVATE_NAME.test(hostname) || !hostname.includes('.');
}
