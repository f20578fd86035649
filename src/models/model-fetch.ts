import type { ForeignRequest } from '../contracts/foreign-request';
import type { BlockedRequests } from '../platform/blocked-requests';
import type { Fetch } from '../platform/fetch';
import { withForeignLog } from '../platform/foreign-requests';
import { redirectedAway } from './download-failures';

/** A `fetch` for files of models, which tells of each request and says so where the policy stopped one. */
export function createModelFetch(
  base: string,
  note: (request: ForeignRequest) => void,
  blocked: BlockedRequests,
): Fetch {
  const logged = withForeignLog((input, init) => globalThis.fetch(input, init), {
    ...{ base, note },
    purpose: 'model-files',
  });
  return async (address, init) => {
    try {
      return await logged(address, init);
    } catch (error) {
      const url = new URL(address, base).href;
      throw error instanceof TypeError && (await blocked.wasBlocked(url)) ? redirectedAway(url) : error;
    }
  };
}
