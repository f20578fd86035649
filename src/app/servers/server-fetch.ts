import type { ForeignRequest } from '../../contracts/foreign-request';
import type { Fetch } from '../../platform/fetch';
import { withForeignLog } from '../../platform/foreign-requests';

export interface ServerFetches {
  /** For the engine: what has a body holds what is to be worded, and goes to the server only that the user lets write at that moment. */
  readonly writing: Fetch;
  /** For the test of a connection, which sends words of its own. */
  readonly check: Fetch;
}

/**
 * The only ways to the user's servers. Each request is noted, also one to a server that answers at the app's own origin.
 *
 * @param requireWriter throws for an address to which nothing may be sent that is to be worded
 */
export function createServerFetches(
  note: (request: ForeignRequest) => void,
  requireWriter: (address: string) => void,
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  base = document.baseURI,
): ServerFetches {
  const options = { base, note, ownOriginToo: true };
  const check = withForeignLog(fetch, { ...options, purpose: 'server-check' });
  const worded = withForeignLog(fetch, { ...options, purpose: 'server-writing' });
  return {
    check,
    async writing(input, init) {
      if (!init?.body) return check(input, init);
      requireWriter(new URL(input, base).href);
      return worded(input, init);
    },
  };
}
