import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Suite } from '../../src/contracts/evaluation';

const MAIL = ['inbox.mbox', 'sent.mbox', 'labels.json'];
const FILES: Readonly<Record<Suite, readonly string[]>> = {
  triage: MAIL,
  summary: MAIL,
  draft: MAIL,
  tickets: ['tickets.csv', 'labels.json'],
  documents: ['documents.json'],
  search: ['queries.json'],
  pii: ['inbox.mbox', 'pii.json'],
};
const WITH_DOCUMENTS: ReadonlySet<Suite> = new Set(['documents', 'search']);

/** The files of a folder that a suite reads, as far as they are there; the page says what is missing. */
export function filesForSuite(suite: Suite, folder: string): string[] {
  const own = FILES[suite].map((name) => path.join(folder, name)).filter((file) => existsSync(file));
  return WITH_DOCUMENTS.has(suite) ? [...own, ...documentsIn(folder)] : own;
}

/** In the folder `documents`, or beside the labels where there is no such folder. */
function documentsIn(folder: string): string[] {
  const inside = path.join(folder, 'documents');
  const place = existsSync(inside) ? inside : folder;
  return readdirSync(place)
    .filter((name) => /\.(?:md|txt)$/iu.test(name))
    .sort()
    .map((name) => path.join(place, name));
}
