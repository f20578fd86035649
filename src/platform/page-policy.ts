import { allowsConnection } from './content-security-policy';

/** Whether the policy that this page was loaded with lets it reach an address of another origin. */
export function isReachable(address: string, page: Pick<Document, 'querySelector'> = document): boolean {
  const meta = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
  // The development server and the tests send none.
  return meta === null || allowsConnection(meta.getAttribute('content') ?? '', address);
}
