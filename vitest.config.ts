import { svelte } from '@sveltejs/vite-plugin-svelte';
import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { ensureMessages } from './scripts/lib/compile-messages.ts';
import { chromiumLaunchOptions } from './scripts/lib/launch-chromium.ts';
import { messagesInOneModule } from './scripts/vite/message-catalogue.ts';
import { staticIcons } from './scripts/vite/static-icons.ts';
import { RUNTIME_CONDITIONS } from './scripts/vite/runtime-conditions.ts';
import { ISOLATION_HEADERS } from './src/platform/isolation-headers.ts';
import { OPENAI_SERVER_COMMANDS } from './tests/support/openai-server-commands.ts';
import { SOURCE_MODEL_COMMANDS } from './tests/support/source-model-commands.ts';

await ensureMessages();
const browser = await chromiumLaunchOptions();
const softwareGpuBrowser = await chromiumLaunchOptions({ webgpu: 'software' });

/** Of its own accord vitest leaves one core idle, which on a small machine is half of it: most tests wait for something. */
const WORKERS = Math.max(2, availableParallelism() - 1);
/** Of the unit tests, many wait for servers and timers. */
const UNIT_WORKERS = WORKERS + 1;

function browserProject(
  name: string,
  options: { readonly include: string[]; readonly exclude?: string[]; readonly softwareGpu?: boolean },
): TestProjectConfiguration {
  return {
    extends: true,
    plugins: [staticIcons(), svelte()],
    server: { headers: ISOLATION_HEADERS },
    worker: { format: 'es' },
    resolve: { conditions: RUNTIME_CONDITIONS },
    // Found while tests run, it would reload them in the middle.
    optimizeDeps: {
      include: [
        '@huggingface/transformers',
        '@mlc-ai/web-llm',
        '@mlc-ai/web-xgrammar',
        '@wllama/wllama',
        '@zip.js/zip.js/lib/zip-core-native.js',
        'ai',
        'axe-core',
        'bits-ui',
        'comlink',
        'd3-scale',
        'd3-shape',
        'eventsource-parser',
        'fast-check',
        'hash-wasm',
        'idb',
        'onnxruntime-web/webgpu',
        'valibot',
        'virtua/svelte',
        'vitest-browser-svelte',
      ],
      // One small file for each icon.
      exclude: ['@lucide/svelte'],
    },
    test: {
      name,
      maxWorkers: WORKERS,
      // As the end-to-end tests: a page that waits for the machine may be late once.
      retry: process.env['CI'] ? 1 : 0,
      include: options.include,
      globalSetup: './tests/support/fetch-fixtures.ts',
      setupFiles: './tests/support/empty-browser.ts',
      testTimeout: 30_000,
      expect: { poll: { timeout: 20_000 } },
      exclude: options.exclude ?? [],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: options.softwareGpu ? softwareGpuBrowser : browser }),
        instances: [{ browser: 'chromium' }],
        commands: { ...OPENAI_SERVER_COMMANDS, ...SOURCE_MODEL_COMMANDS },
      },
    },
  };
}

export default defineConfig({
  plugins: [messagesInOneModule()],
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          maxWorkers: UNIT_WORKERS,
          // A busy machine may take ten times as long over a property; only a hang should end a test.
          testTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
          environment: 'node',
          include: ['{src,workers,relay,scripts,tests/faults,tests/support}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      browserProject('browser', {
        include: ['{src,workers,tests/faults}/**/*.browser.test.ts'],
        exclude: ['**/*.long.browser.test.ts'],
      }),
      // Minutes long, for what needs a GPU and has only a software one. Run by `npm run test:long`.
      browserProject('long', {
        include: ['{src,workers,tests/faults}/**/*.long.browser.test.ts'],
        softwareGpu: true,
      }),
    ],
  },
});
