import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { Fetch } from '../../platform/fetch';

interface Revocation {
  readonly fetch: Fetch;
  readonly address: string;
  readonly accessToken: string;
}

/**
 * Takes back all that the user granted this client. Google takes the request from a page and lets no page read the answer, and an isolated page is not even
 * told that there was one; so nothing is known of how it went. Rejects with `cancelled` only.
 */
export async function revokeAtGoogle(
  { fetch, address, accessToken }: Revocation,
  signal: AbortSignal,
): Promise<void> {
  try {
    await fetch(address, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: accessToken }).toString(),
      signal,
    });
  } catch {
    if (signal.aborted) throw new DesksideError(CANCELLED);
  }
}
