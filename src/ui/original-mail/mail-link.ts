/** A link of a mail: what it says and where it really leads. */
export interface MailLink {
  readonly text: string;
  readonly url: string;
  /** The host that the text names, when the link leads to another one: a common deceit. Null otherwise. */
  readonly claims: string | null;
}

const FOLLOWABLE = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const HOST_IN_TEXT = /^\s*(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#]\S*)?\s*$/i;

/** Null for a link that leads nowhere a person could want: into the mail itself, or to something that runs. */
export function readLink(href: string, text: string): MailLink | null {
  const address = href.trim();
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !FOLLOWABLE.has(url.protocol)) return null;
  return { text: text.replace(/\s+/g, ' ').trim(), url: url.href, claims: claimedHost(text, url) };
}

function claimedHost(text: string, url: URL): string | null {
  const claimed = HOST_IN_TEXT.exec(text)?.[1]?.toLowerCase();
  if (claimed === undefined || url.host === '') return null;
  const [said, real] = [claimed, url.hostname].map((host) => host.replace(/^www\./, ''));
  if (said === undefined || real === undefined) return null;
  return real === said || real.endsWith(`.${said}`) ? null : claimed;
}

/** Where a link leads, short enough for a line: its host, or the address of a mail or telephone link. */
export function leadsTo(url: string): string {
  const { host, pathname } = new URL(url);
  return host || decodeSafely(pathname);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
