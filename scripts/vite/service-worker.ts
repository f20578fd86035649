import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { hashFiles, listShellFiles } from './shell-files.ts';

const ENTRY = fileURLToPath(new URL('../../workers/service-worker.ts', import.meta.url));

/**
 * Builds the service worker once the app is written, because it carries the list and the hash of the app's files. A classic script
 * of its own: module service workers are younger than the browsers that run everything else here.
 */
export function serviceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'deskside-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    // Runs only when everything was written, the files of `public/` included.
    async writeBundle() {
      const files = listShellFiles(outDir);
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __SHELL_FILES__: JSON.stringify(files),
          __BUILD_ID__: JSON.stringify(hashFiles(outDir, files)),
        },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2023',
          lib: {
            entry: ENTRY,
            formats: ['iife'],
            name: 'deskside_service_worker',
            fileName: () => 'service-worker.js',
          },
        },
      });
      const bytes = files.reduce((sum, file) => sum + statSync(path.join(outDir, file)).size, 0);
      this.info(`service worker: keeps ${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
    },
  };
}
