import type { RelayRemarkCode } from '../../src/contracts/relay.ts';
import { Refusal } from '../refusal.ts';
import { isPrivateHost } from './private-address.ts';

const LONGEST = 500;

/**
 * The base address of a server that a user names, ending in `/`. Throws `upstream-refused` for all but an HTTPS address of a public host at
 * its usual port. What the name leads to is checked when the connection is made, where the host can do that.
 */
export function checkUpstreamAddress(written: string): string {
  const refuse = (code: RelayRemarkCode): never => {
    throw new Refusal('upstream-refused', { remark: { code } });
  };
  if (written.length > LONGEST || !URL.canParse(written)) return refuse('no-address');
  const url = new URL(written);
  if (url.protocol !== 'https:') return refuse('not-https');
  // `host#` and `user@host` are ways to have a check read another host than the connection does.
  if (url.username || url.password || url.hash || url.search || /[#?@\\\s]/.test(written)) {
    return refuse('address-holds-more');
  }
  if (url.port !== '') return refuse('other-port');
  if (isPrivateHost(url.hostname)) return refuse('private-network');
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
