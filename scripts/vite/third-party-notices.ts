import type { Plugin } from 'vite';
import { shippedPackages } from '../licences/shipped-packages.ts';
import { thirdPartyText } from '../licences/third-party-text.ts';

/** The notices of all packages in the app, as a file that the app links to. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'deskside-third-party-notices',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY.txt',
        source: thirdPartyText(shippedPackages()),
      });
    },
  };
}
