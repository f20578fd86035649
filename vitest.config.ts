import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { ISOLATION_HEADERS } from './scripts/isolation-headers';

/** A Chromium of the machine's own, where Playwright's download is not to be had. */
const executablePath = ['/usr/bin/chromium', process.env['CHROMIUM_PATH']].find(
  (path) => path && existsSync(path),
);

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,workers,scripts,tests/faults}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        plugins: [svelte()],
        server: { headers: ISOLATION_HEADERS },
        worker: { format: 'es' },
        test: {
          name: 'browser',
          include: ['{src,workers,tests/faults}/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : {}),
                args: [
                  '--no-sandbox',
                  '--disable-background-networking',
                  '--disable-component-update',
                  '--disable-sync',
                  '--no-first-run',
                ],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
