import path from 'node:path';
import { build } from 'vite';
import { PROJECT_ROOT } from './project-folders';

export const RELAY_ENTRIES = ['node-main', 'cloudflare'] as const;

/**
 * Writes the relay for one host into a single file and gives its path.
 *
 * @param entry name of a file in `relay/hosts`
 */
export async function bundleRelay(entry: (typeof RELAY_ENTRIES)[number], folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: PROJECT_ROOT,
    publicDir: false,
    resolve: {
      conditions:
        entry === 'cloudflare' ? ['workerd', 'worker', 'import', 'default'] : ['node', 'import', 'default'],
    },
    ssr: {
      noExternal: true,
      external: ['node-sqlite3-wasm'],
      target: entry === 'cloudflare' ? 'webworker' : 'node',
    },
    build: {
      ssr: path.join(PROJECT_ROOT, 'relay/hosts', `${entry}.ts`),
      outDir: path.resolve(folder),
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: `${entry}.mjs`, codeSplitting: false } },
    },
  });
  return path.join(path.resolve(folder), `${entry}.mjs`);
}
