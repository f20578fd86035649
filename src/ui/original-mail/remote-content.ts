import { addressesIn } from './safe-css';

/** Who would have been told that the mail was opened, had it been shown as most mail programs do. */
export interface Informed {
  readonly host: string;
  /** Things that would have been fetched from there. */
  readonly count: number;
  /** How many of them nobody can see: pictures that are there only to tell. */
  readonly pixels: number;
}

export interface RemoteContent {
  /** By count, the most first. */
  readonly informed: readonly Informed[];
  /** Scripts, forms, frames and the like, which were taken out. */
  readonly active: number;
  /** Pictures that were sent with the mail and are not shown: they were too large to be kept, are of no safe kind, or are shown too often. */
  readonly enclosed: number;
}

const LOADING_ATTRIBUTES = ['src', 'lowsrc', 'dynsrc', 'poster', 'background', 'data', 'href', 'xlink:href'];
const SOURCE_SETS = ['srcset', 'imagesrcset'];
/** Their `href` or `action` loads nothing until it is followed. */
const FOLLOWED = new Set(['a', 'area', 'base', 'form']);
const ACTIVE =
  'script, form, iframe, frame, object, embed, applet, base, portal, meta[http-equiv="refresh" i], [onload], [onerror], [onclick], [onmouseover]';

/** Looks through a mail's parsed HTML, of which nothing is loaded or run, for what would reach out. */
export function findRemoteContent(document: Document): RemoteContent {
  const hosts = new Map<string, { count: number; pixels: number }>();
  const base = absolute(document.querySelector('base[href]')?.getAttribute('href') ?? '', null);
  let enclosed = 0;

  function note(address: string, isPixel = false): void {
    if (/^\s*cid:/i.test(address)) enclosed += 1;
    const url = absolute(address, base);
    if (!url) return;
    const found = hosts.get(url.host) ?? { count: 0, pixels: 0 };
    hosts.set(url.host, { count: found.count + 1, pixels: found.pixels + (isPixel ? 1 : 0) });
  }

  for (const element of document.querySelectorAll('*')) {
    const isPixel = isInvisible(element);
    if (!FOLLOWED.has(element.localName)) {
      for (const name of LOADING_ATTRIBUTES) {
        const address = element.getAttribute(name);
        if (address !== null) note(address, isPixel);
      }
    }
    for (const name of SOURCE_SETS)
      for (const address of setAddresses(element.getAttribute(name))) note(address);
    addressesIn(element.getAttribute('style') ?? '', note);
    if (element.localName === 'style') addressesIn(element.textContent ?? '', note);
    if (element.localName === 'meta') note(refreshAddress(element));
  }
  const informed = [...hosts].map(([host, counts]) => ({ host, ...counts }));
  return {
    informed: informed.sort((a, b) => b.count - a.count || (a.host < b.host ? -1 : 1)),
    active: document.querySelectorAll(ACTIVE).length,
    enclosed,
  };
}

/** Null for what leads nowhere: a relative address without a base, `data:` and the like. */
function absolute(address: string, base: URL | null): URL | null {
  const text = address.trim().replace(/^[\\/]{2}/, 'https://');
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  return url && /^(?:https?|ftp|wss?):$/.test(url.protocol) && url.host !== '' ? url : null;
}

function setAddresses(set: string | null): string[] {
  return (set ?? '').split(',').flatMap((candidate) => candidate.trim().split(/\s+/)[0] || []);
}

function refreshAddress(meta: Element): string {
  const isRefresh = meta.getAttribute('http-equiv')?.toLowerCase() === 'refresh';
  return (isRefresh && /url\s*=\s*['"]?([^'"]+)/i.exec(meta.getAttribute('content') ?? '')?.[1]) || '';
}

/** Two pixels at most in one direction, or hidden. */
function isInvisible(element: Element): boolean {
  if (element.localName !== 'img') return false;
  const style = element.getAttribute('style') ?? '';
  const isThin = ['width', 'height'].some((side) =>
    /^\s*[0-2]\s*(?:px)?\s*$/.test(element.getAttribute(side) ?? ''),
  );
  return (
    isThin ||
    /(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[0-2](?:px)?\s*(?:;|!|$)/i.test(style) ||
    /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|!|$)/i.test(style)
  );
}
