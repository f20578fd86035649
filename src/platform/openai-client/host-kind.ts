/** Where a host is, as far as its name tells: on this machine, in its network, or anywhere. */
export type HostKind = 'loopback' | 'local' | 'public';

/** @param hostname as `URL` writes it */
export function hostKind(hostname: string): HostKind {
  if (/^(localhost|127(\.\d+){3}|\[::1\])$|\.localhost$/.test(hostname)) return 'loopback';
  return PRIVATE.test(hostname) || /\.local$/.test(hostname) || !/[.:]/.test(hostname) ? 'local' : 'public';
}

/** Addresses of private networks: of IPv4 by RFC 1918 and 3927, of IPv6 by RFC 4193 and 4291. */
const PRIVATE =
  /^(10(\.\d+){3}|192\.168(\.\d+){2}|169\.254(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$|^\[(f[cd]|fe80:)/;
