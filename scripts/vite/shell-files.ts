import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the page needs of `samples/`: without a network, the sample night is the first thing to try. */
const SAMPLE_FILES = new Set(['samples/harbour/inbox.mbox', 'samples/harbour/sent.mbox']);

/** Whether a built file belongs to the shell, which the service worker keeps for visits without a network. */
function belongsToShell(file: string): boolean {
  if (file.startsWith('models/')) return false;
  if (file.startsWith('samples/')) return SAMPLE_FILES.has(file);
  // The page that measures is for those who build Deskside, and they have a network.
  if (file === 'bench.html' || /^assets\/(bench|store-benchmark-worker)-/.test(file)) return false;
  return file !== '_headers' && file !== 'service-worker.js' && !file.endsWith('.map');
}

/** The shell's files below the built folder, with `/`, in order. */
export function listShellFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(belongsToShell)
    .sort();
}

/** 16 hex digits over the names and contents of the files, so that equal builds have equal ids. */
export function hashFiles(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(
      createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest(),
    );
  }
  return hash.digest('hex').slice(0, 16);
}
