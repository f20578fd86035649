import { headerPolicy } from '../../src/platform/content-security-policy.ts';
import { PAGE_HEADERS } from '../../src/platform/page-headers.ts';

/** Headers of every response, wherever a host can set them. */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'Content-Security-Policy': headerPolicy(),
};

/** Files under `assets/` carry a hash of their content in their name, so that they never change. */
export const IMMUTABLE_CACHE_CONTROL = 'public, max-age=31536000, immutable';
