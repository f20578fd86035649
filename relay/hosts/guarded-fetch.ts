import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { ProviderFetch } from '../../src/providers/provider-response.ts';
import { isPrivateAddress } from '../guard/private-address.ts';
import { Refusal } from '../refusal.ts';
import { createNodeFetch } from './node-fetch.ts';

/** Gives all addresses of a name, as `dns.lookup` does with `all`. */
export type LookupAll = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes no connection to a private address. The addresses of a name are checked when the connection is made, so a name that leads elsewhere
 * at the second question (DNS rebinding) gains nothing.
 */
export function createGuardedFetch(lookupAll: LookupAll = systemLookup): ProviderFetch {
  return createNodeFetch(new Agent({ connect: { lookup: guardedLookup(lookupAll) } }));
}

function guardedLookup(lookupAll: LookupAll): LookupFunction {
  return (hostname, options, done) => {
    lookupAll(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) {
        done(error ?? new Error('No address.'), '', 4);
      } else if (addresses.some(({ address }) => isPrivateAddress(address))) {
        done(new Refusal('upstream-refused', { remark: { code: 'leads-to-private-network' } }), '', 4);
      } else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
