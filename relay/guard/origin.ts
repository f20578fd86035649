import { Refusal } from '../refusal.ts';

/** What a request says of the page that made it. */
export interface NamedOrigin {
  /** The header `Origin`; null for none, as of an image, a program, or a page’s GET to its own origin. */
  readonly origin: string | null;
  /** The header `Sec-Fetch-Site`, by which browsers tell of every request whether it is another site’s; null for none. */
  readonly site: string | null;
}

export interface OriginRule {
  /** Where the relay is reached. */
  readonly url: string;
  readonly origins: readonly string[];
  readonly originRequired: boolean;
}

/**
 * The origin that a request names, compared as it stands, or that its browser says is the relay’s own; null when it names none and need not.
 * Throws `origin-refused` for any that is not served, `null` of sandboxed pages included, and for what a page of another site has a browser
 * ask for without naming one.
 */
export function checkOrigin(
  { origin, site }: NamedOrigin,
  { url, origins, originRequired }: OriginRule,
): string | null {
  if (origin === null) {
    const own = new URL(url).origin;
    if (site === 'same-origin' && origins.includes(own)) return own;
    if (originRequired || site === 'cross-site' || site === 'same-site') throw new Refusal('origin-refused');
    return null;
  }
  if (!origins.includes(origin)) throw new Refusal('origin-refused');
  return origin;
}
