/**
 * The page's policy demands Trusted Types: a plain string is refused wherever the browser would run it. Workers of the runtimes and the
 * service worker are started by address, so the `default` policy of Trusted Types lets the addresses of this origin pass, and nothing else:
 * no markup, no script text. Imported first in the page and in each worker that starts workers.
 */

/** The part of Trusted Types that is needed here; TypeScript's own types have none of it. */
export interface TrustedTypePolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

/** Whether an address is a script of this origin; `blob:` addresses carry the origin of whoever made them. */
export function isOwnScript(address: string, base: string): boolean {
  if (!URL.canParse(address, base)) return false;
  const { protocol, origin } = new URL(address, base);
  return ['http:', 'https:', 'blob:'].includes(protocol) && origin === new URL(base).origin;
}

/** Lets scripts of the origin of `base` be started by address. Does nothing in browsers without Trusted Types. */
export function trustOwnScripts(policies: TrustedTypePolicies | undefined, base: string): void {
  policies?.createPolicy('default', {
    // Null is a refusal: the browser throws and reports a violation.
    createScriptURL: (url) => (isOwnScript(url, base) ? url : null),
  });
}
