import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The page in the service worker's list of the shell's files; the bundler writes keys with or without quotes. */
const PAGE_ENTRY = /\{[^{}]*"?url"?:\s*["'`]index\.html["'`][^{}]*\}/;
const REVISION = /\b[0-9a-f]{32}\b/;

/** What publishing a new version does: other contents, and so another revision in the service worker. */
export function publishNewVersion(folder: string): void {
  const page = path.join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<html ', '<html data-version="next" '));
  const worker = path.join(folder, 'service-worker.js');
  const text = readFileSync(worker, 'utf8');
  const entry = PAGE_ENTRY.exec(text)?.[0];
  if (!entry || !REVISION.test(entry)) throw new Error('The service worker does not list index.html.');
  writeFileSync(worker, text.replace(entry, entry.replace(REVISION, 'feedface'.repeat(4))));
}
