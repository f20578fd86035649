import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What publishing a new version does: other contents, and so another id. */
export function publishNewVersion(folder: string): void {
  const page = path.join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<html ', '<html data-version="next" '));
  const worker = path.join(folder, 'service-worker.js');
  const text = readFileSync(worker, 'utf8');
  const found = /\b[0-9a-f]{16}\b/.exec(text)?.[0];
  if (!found) throw new Error('The service worker has no build id.');
  writeFileSync(worker, text.replaceAll(found, 'feedfacefeedface'));
}
