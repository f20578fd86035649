import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('dist/index.html', 'utf8');
const linked = (extension) =>
  [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)]
    .map(([, file]) => `dist/${file}`)
    .filter((file) => file.endsWith(extension));

const NAMED = /["'`]\.\/([\w.-]+\.(?:js|css))["'`]/g;

/** The scripts and styles that a script of the page may load sooner or later. Workers and what they load are named otherwise. */
function reachable(files) {
  const found = new Set(files);
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    for (const [, name] of readFileSync(file, 'utf8').matchAll(NAMED)) {
      const named = `dist/assets/${name}`;
      if (existsSync(named)) found.add(named);
    }
  }
  return found;
}

const firstLoad = [...linked('.js'), ...linked('.css')];
const later = reachable(linked('.js'));
for (const file of firstLoad) later.delete(file);

/** Budgets of what the browser fetches, compressed with gzip where hosts compress. */
export default [
  {
    name: 'first visit, scripts',
    // With what every visit loads unasked once it is idle. Their headers take 8 kB more; first-visit.spec.ts measures all of it.
    path: [...linked('.js'), 'dist/assets/arrivals-*.js', 'dist/assets/create-device-*.js'],
    limit: '92 kB',
    gzip: true,
  },
  { name: 'first load, styles', path: linked('.css'), limit: '12 kB', gzip: true },
  {
    name: 'all that the page loads later, workers left out',
    path: [...later],
    // Every view and the grammar of rules in three languages, and what reads mail out of folders and from three kinds of servers.
    limit: '1105 kB',
    gzip: true,
  },
  { name: 'import worker', path: 'dist/assets/import-????????.js', limit: '122 kB', gzip: true },
  // With the first document of its kind, within the import worker; pdf.js comes in its build for browsers that are some years old.
  {
    name: 'documents: PDF',
    path: ['dist/assets/pdf-*.js', 'dist/assets/pdf.worker-*.js', 'dist/assets/read-pdf-*.js'],
    limit: '560 kB',
    gzip: true,
  },
  { name: 'documents: Word', path: 'dist/assets/read-docx-*.js', limit: '105 kB', gzip: true },
  { name: 'search worker', path: 'dist/assets/search-????????.js', limit: '45 kB', gzip: true },
  {
    name: 'models worker',
    path: 'dist/assets/models-????????.js',
    limit: '30 kB',
    gzip: true,
  },
  { name: 'workspace worker', path: 'dist/assets/workspace-????????.js', limit: '75 kB', gzip: true },
  { name: 'learning worker', path: 'dist/assets/learning-????????.js', limit: '6 kB', gzip: true },
  { name: 'inference worker', path: 'dist/assets/inference-????????.js', limit: '17 kB', gzip: true },
  {
    name: 'engine: transformers.js',
    path: 'dist/assets/transformers-engine-*.js',
    limit: '155 kB',
    gzip: true,
  },
  { name: 'engine: wllama', path: 'dist/assets/wllama-engine-*.js', limit: '90 kB', gzip: true },
  { name: 'engine: WebLLM', path: 'dist/assets/web-llm-engine-*.js', limit: '2.3 MB', gzip: true },
  // Static hosts refuse files over 25 MiB.
  { name: 'runtime: WASM', path: 'dist/assets/ort-wasm-simd-threaded-*.wasm', limit: '15 MB', brotli: false },
  {
    name: 'runtime: WebGPU',
    path: 'dist/assets/ort-wasm-simd-threaded.jspi-*.wasm',
    limit: '18 MB',
    brotli: false,
  },
  { name: 'runtime: wllama', path: 'dist/assets/wllama-*.wasm', limit: '11 MB', brotli: false },
  // Two thirds of it are the list of the shell's files, with a revision for each.
  { name: 'service worker', path: 'dist/service-worker.js', limit: '10 kB', gzip: true },
];
