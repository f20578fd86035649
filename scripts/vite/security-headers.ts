import type { Plugin } from 'vite';
import { metaPolicy } from '../../src/platform/content-security-policy.ts';
import { IMMUTABLE_CACHE_CONTROL, RESPONSE_HEADERS } from '../lib/response-headers.ts';

/** The `_headers` file that Netlify, Cloudflare and others read from the built folder. */
function hostHeaders(): string {
  const lines = Object.entries(RESPONSE_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '', '/assets/*', `  Cache-Control: ${IMMUTABLE_CACHE_CONTROL}`, ''].join('\n');
}

/** Puts the content security policy into each built page, and writes the headers down for hosts that can set them. */
export function securityHeaders(): Plugin {
  return {
    name: 'deskside-security-headers',
    // The development server needs inline scripts and a socket, which the policy forbids.
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy() },
          // Before anything that it is to guard.
          injectTo: 'head-prepend',
        },
      ],
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: hostHeaders() });
    },
  };
}
