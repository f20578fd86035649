import { Refusal } from '../refusal.ts';
import { isPrivateHost } from './private-address.ts';

const LONGEST = 500;

/**
 * The base address of a server that a user names, ending in `/`. Throws `upstream-refused` for all but an HTTPS address of a public host at
 * its usual port. What the name leads to is checked when the connection is made, where the host can do that.
 */
export function checkUpstreamAddress(written: string): string {
  const refuse = (more: string): never => {
    throw new Refusal('upstream-refused', { more });
  };
  if (written.length > LONGEST || !URL.canParse(written)) return refuse('It is no address.');
  const url = new URL(written);
  if (url.protocol !== 'https:') return refuse('It must begin with https://.');
  // `host#` and `user@host` are ways to have a check read another host than the connection does.
  if (url.username || url.password || url.hash || url.search || /[#?@\\\s]/.test(written)) {
    return refuse('It must hold no user name, password, “#” or “?”.');
  }
  if (url.port !== '') return refuse('It must be at the usual port.');
  if (isPrivateHost(url.hostname)) return refuse('It belongs to a private network.');
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
