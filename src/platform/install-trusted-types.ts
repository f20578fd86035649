import { trustOwnScripts, type TrustedTypePolicies } from './trusted-script-urls';

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicies };
// In a worker made from a `blob:` address, `location` is that address, whose origin is the page's.
trustOwnScripts(trustedTypes, location.href);
