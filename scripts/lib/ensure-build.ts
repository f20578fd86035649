import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { BUILD_FOLDER, PROJECT_ROOT } from './project-folders';

/** All that the build reads; `node_modules/.package-lock.json` stands for the packages. */
const SOURCES = [
  'index.html',
  'verify.html',
  'examples.html',
  'bench.html',
  'public',
  'src',
  'workers',
  'scripts/vite',
  'scripts/lib/response-headers.ts',
  'svelte.config.js',
  'vite.config.ts',
  'package.json',
  'node_modules/.package-lock.json',
];

/** Time of the newest change below a file or folder, in milliseconds since 1970; 0 when there is none. Tests do not count. */
function newestChange(place: string): number {
  if (!existsSync(place)) return 0;
  const stats = statSync(place);
  if (!stats.isDirectory()) return /\.test\.ts$/.test(place) ? 0 : stats.mtimeMs;
  const inside = readdirSync(place).map((name) => newestChange(path.join(place, name)));
  return Math.max(stats.mtimeMs, ...inside);
}

function isCurrent(): boolean {
  const built = path.join(BUILD_FOLDER, 'service-worker.js');
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return SOURCES.every((source) => newestChange(path.join(PROJECT_ROOT, source)) <= builtAt);
}

/** Builds the app when `dist/` is missing or older than its sources. Rejects when the build fails. */
export async function ensureBuild(log: (line: string) => void): Promise<void> {
  if (isCurrent()) return;
  log('Building the app …');
  await build({ root: PROJECT_ROOT, logLevel: 'warn' });
}
