import type { PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { LARGEST_HOSTED_FILE } from '../lib/hosted-files.ts';
import { belongsToShell } from './shell-files.ts';
import { WEB_MANIFEST } from './web-manifest.ts';

/**
 * The manifest, and our service worker with the list of the shell's files and a revision for each. A classic script: module service workers
 * are younger than the browsers that run everything else here. The page registers it itself, because it asks before it updates.
 */
export function serviceWorker(): PluginOption {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'workers',
    filename: 'service-worker.ts',
    injectRegister: false,
    manifest: WEB_MANIFEST,
    includeManifestIcons: false,
    injectManifest: {
      rollupFormat: 'iife',
      target: 'es2023',
      sourcemap: false,
      globPatterns: ['**/*'],
      // A hundred megabytes that would be hashed in vain.
      globIgnores: ['models/**'],
      // Their names carry the hash already.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: LARGEST_HOSTED_FILE,
      manifestTransforms: [
        (entries) => ({ manifest: entries.filter(({ url }) => belongsToShell(url)), warnings: [] }),
      ],
    },
  });
}
