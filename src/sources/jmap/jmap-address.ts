import { hostKind } from '../../platform/openai-client/host-kind';

/** Where every server tells of its session resource (RFC 8620, section 2.2). */
const WELL_KNOWN = '/.well-known/jmap';

/** Providers whose well-known address sends on to another origin, which a page may not follow with a password: their session resources. */
const SESSIONS: ReadonlyMap<string, string> = new Map([
  ['fastmail.com', 'https://api.fastmail.com/jmap/session'],
  ['fastmail.fm', 'https://api.fastmail.com/jmap/session'],
]);

/**
 * The address of the session resource that people mean: by a domain, a host, a mail address, or the address itself. Null for what is none,
 * for what is not asked over https:// and is not on this machine, and for what holds a user name or password.
 */
export function jmapAddress(written: string): string | null {
  const text = written.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const place = hasScheme ? text : text.replace(/^[^@/\s]+@/u, '');
  if (place === '' || /\s/u.test(place)) return null;
  const known = SESSIONS.get(place.toLowerCase().replace(/\/$/u, ''));
  if (known !== undefined) return known;
  const address = hasScheme ? place : `${schemeFor(place)}//${place}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username || url.password || !isSafe(url)) return null;
  url.hash = '';
  if (url.pathname === '/') url.pathname = WELL_KNOWN;
  return url.href;
}

/** Fastmail's API; some accounts have one of their region. */
const FASTMAIL_API = /^(?:([a-z0-9-]+)\.)?api\.fastmail\.com$/u;

/**
 * The origins that a server of this address is asked at, its own first; a second one where a provider is known to hand out its mails elsewhere. Null when
 * the address is none.
 */
export function jmapOrigins(written: string): readonly [string, ...string[]] | null {
  const address = jmapAddress(written);
  if (address === null) return null;
  const { origin, hostname } = new URL(address);
  const fastmail = FASTMAIL_API.exec(hostname);
  if (!fastmail) return [origin];
  const [, region] = fastmail;
  return [origin, `https://${region === undefined ? '' : `${region}-`}www.fastmailusercontent.com`];
}

function schemeFor(place: string): string {
  const address = `https://${place}`;
  return URL.canParse(address) && hostKind(new URL(address).hostname) === 'loopback' ? 'http:' : 'https:';
}

/** A password goes over http:// to no other machine. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && hostKind(hostname) === 'loopback');
}
