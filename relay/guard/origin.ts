import { Refusal } from '../refusal.ts';

/** What a request says of the page that made it. */
export interface NamedOrigin {
  /** The header `Origin`; null for none, as of an image or a program. */
  readonly origin: string | null;
  /** The header `Sec-Fetch-Site`, by which browsers tell of every request whether it is another site’s; null for none. */
  readonly site: string | null;
}

export interface OriginRule {
  readonly origins: readonly string[];
  readonly originRequired: boolean;
}

/**
 * The origin that a request names, compared as it stands; null when it names none and need not. Throws `origin-refused` for any that is not
 * served, `null` of sandboxed pages included, and for what a page of another site has a browser ask for without naming one.
 */
export function checkOrigin(
  { origin, site }: NamedOrigin,
  { origins, originRequired }: OriginRule,
): string | null {
  if (origin === null) {
    if (originRequired || site === 'cross-site' || site === 'same-site') throw new Refusal('origin-refused');
    return null;
  }
  if (!origins.includes(origin)) throw new Refusal('origin-refused');
  return origin;
}
