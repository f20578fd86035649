import { allowsConnection } from './content-security-policy';

/** Whether the policy that this page was loaded with lets it reach an address. */
export function isReachable(address: string): boolean {
  if (URL.canParse(address) && new URL(address).origin === location.origin) return true;
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  // The development server and the tests send none.
  return meta === null || allowsConnection(meta.getAttribute('content') ?? '', address, location.protocol);
}
