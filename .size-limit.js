import { readdirSync, readFileSync } from 'node:fs';

const page = readFileSync('dist/index.html', 'utf8');
const linked = (extension) =>
  [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)]
    .map(([, file]) => `dist/${file}`)
    .filter((file) => file.endsWith(extension));

const firstLoad = new Set([...linked('.js'), ...linked('.css')]);
const ENGINES_AND_WORKERS = /^(transformers-engine|inference|import)-[\w-]{8}\.js$/;
const lazy = readdirSync('dist/assets').filter(
  (file) =>
    /\.(js|css)$/.test(file) && !firstLoad.has(`dist/assets/${file}`) && !ENGINES_AND_WORKERS.test(file),
);

/** Budgets of what the browser fetches, compressed with gzip where hosts compress. */
export default [
  { name: 'first load, scripts', path: linked('.js'), limit: '100 kB', gzip: true },
  { name: 'first load, styles', path: linked('.css'), limit: '12 kB', gzip: true },
  {
    name: 'all that is loaded later, engines and workers left out',
    path: lazy.map((file) => `dist/assets/${file}`),
    limit: '140 kB',
    gzip: true,
  },
  { name: 'import worker', path: 'dist/assets/import-????????.js', limit: '115 kB', gzip: true },
  { name: 'inference worker', path: 'dist/assets/inference-????????.js', limit: '15 kB', gzip: true },
  {
    name: 'engine: transformers.js',
    path: 'dist/assets/transformers-engine-*.js',
    limit: '155 kB',
    gzip: true,
  },
  // Static hosts refuse files over 25 MiB.
  { name: 'runtime: WASM', path: 'dist/assets/ort-wasm-simd-threaded-*.wasm', limit: '15 MB', brotli: false },
  {
    name: 'runtime: WebGPU',
    path: 'dist/assets/ort-wasm-simd-threaded.jspi-*.wasm',
    limit: '18 MB',
    brotli: false,
  },
  { name: 'service worker', path: 'dist/service-worker.js', limit: '3 kB', gzip: true },
];
