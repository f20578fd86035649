import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/** As Vite writes the address of a worker in a build with relative addresses. */
const WRITTEN =
  /new URL\(new URL\((["'`])([^"'`]+)\1,\s*import\.meta\.url\)\.href,\s*(["'`])\3\s*\+\s*import\.meta\.url\)/g;

/** How many workers the library starts. */
const WORKERS = 2;

/**
 * Makes the workers of the library fit for other projects. Fails the build when Vite writes them otherwise one day.
 *
 * - Their addresses are written as bundlers look for them, `new Worker(new URL('./worker.js', import.meta.url))`: in Vite's own form they would
 *   be copied without what they import.
 * - The file that is started holds nothing but an import of the rest. Development servers start it under another address than its parts import it
 *   by, and would run it twice.
 */
export function portableWorkers(): Plugin {
  return {
    name: 'portable-workers',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const workers = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code.replace(WRITTEN, (_all, _quote, file: string) => {
          workers.add(file);
          return `new URL("./${file}", import.meta.url)`;
        });
      }
      if (workers.size !== WORKERS) this.error(`Found ${workers.size} workers instead of ${WORKERS}.`);
      for (const file of workers) {
        const started = bundle[file];
        if (started?.type !== 'asset') return this.error(`${file} is not in the build.`);
        const rest = file.replace(/\.js$/, '-rest.js');
        redirect(bundle, path.basename(file), path.basename(rest));
        this.emitFile({ type: 'asset', fileName: rest, source: started.source });
        started.source = `import "./${path.basename(rest)}";\n`;
      }
    },
  };
}

/** Lets the other files import the one in place of the other. */
function redirect(bundle: Bundle, from: string, to: string): void {
  for (const asset of Object.values(bundle))
    if (asset.type === 'asset' && asset.fileName.endsWith('.js'))
      asset.source = String(asset.source).replaceAll(`./${from}`, `./${to}`);
}
