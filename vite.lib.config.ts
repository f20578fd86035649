import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { portableWorkers } from './scripts/vite/portable-workers.ts';
import { RUNTIME_CONDITIONS } from './scripts/vite/runtime-conditions.ts';

/** The modules for other projects, each with its own workers beside it; see `docs/embedding.md`. */
export default defineConfig({
  // Workers and runtimes are found beside the module that names them, wherever a bundler puts it.
  base: './',
  publicDir: false,
  plugins: [portableWorkers()],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  resolve: { conditions: [...RUNTIME_CONDITIONS] },
  build: {
    outDir: 'dist-lib',
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: Object.fromEntries(
        ['tasks', 'importers', 'search', 'engines', 'ai-sdk'].map((name) => [name, `src/library/${name}.ts`]),
      ),
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      checks: { pluginTimings: false },
    },
  },
});
