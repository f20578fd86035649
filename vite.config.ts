import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { compileEarly } from './scripts/vite/compile-early.ts';
import { FIRST_CHUNKS, firstLoadChunks } from './scripts/vite/first-load-chunks.ts';
import { firstPaint } from './scripts/vite/first-paint.ts';
import { hostedFiles } from './scripts/vite/hosted-files.ts';
import { messageCatalogue, messagesInOneModule } from './scripts/vite/message-catalogue.ts';
import { securityHeaders } from './scripts/vite/security-headers.ts';
import { serviceWorker } from './scripts/vite/service-worker.ts';
import { subresourceIntegrity } from './scripts/vite/subresource-integrity.ts';
import { thirdPartyNotices } from './scripts/vite/third-party-notices.ts';
import { staticIcons } from './scripts/vite/static-icons.ts';
import { LIBRARY_ALIAS } from './scripts/vite/library-alias.ts';
import { RUNTIME_CONDITIONS } from './scripts/vite/runtime-conditions.ts';
import { ISOLATION_HEADERS } from './src/platform/isolation-headers.ts';

const OTHER_PAGES = ['verify.html', 'examples.html', 'bench.html'];

export default defineConfig({
  // Relative addresses, so that the built folder works below any path of a static host.
  base: './',
  plugins: [
    messageCatalogue(),
    messagesInOneModule(),
    staticIcons(),
    svelte(),
    compileEarly(FIRST_CHUNKS),
    firstPaint(),
    securityHeaders(),
    thirdPartyNotices(),
    subresourceIntegrity(),
    hostedFiles(),
    serviceWorker(),
  ],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  resolve: { conditions: [...RUNTIME_CONDITIONS], alias: LIBRARY_ALIAS },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    target: 'es2023',
    sourcemap: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', ...OTHER_PAGES],
      output: {
        codeSplitting: {
          groups: [
            {
              name: firstLoadChunks({ page: 'index.html', app: 'src/main.ts', otherPages: OTHER_PAGES }),
              // All messages would come along; what is named imports nothing else that is not.
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
      checks: { pluginTimings: false },
    },
  },
});
