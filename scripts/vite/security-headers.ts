import type { Plugin } from 'vite';
import { metaPolicy } from '../../src/platform/content-security-policy.ts';
import { headersFile } from './host-headers.ts';

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
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
      // Without it, GitHub Pages leaves out files whose name begins with an underscore, when it serves a branch.
      this.emitFile({ type: 'asset', fileName: '.nojekyll', source: '' });
    },
  };
}
