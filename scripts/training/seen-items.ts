import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { QueryLabels } from '../../src/app/evaluation/label-files';
import { readTickets } from '../measure/labels/tickets';
import { NIGHTS, readMailbox } from '../measure/labelled-replies';

const QUERIES = fileURLToPath(new URL('../../public/samples/harbour/queries.json', import.meta.url));

/**
 * What settings were chosen with: the sample's tickets for the classifier of labels, its queries for the search, and the Message-IDs of the nights whose drafts were read while
 * their rules were written.
 */
export async function readSeenItems(): Promise<string[]> {
  const queries = v.parse(QueryLabels, JSON.parse(await readFile(QUERIES, 'utf8')));
  const { items } = await readTickets();
  const read = await Promise.all([NIGHTS.ward, NIGHTS.venue, NIGHTS.vet].map((folder) => readMailbox('inbox', folder)));
  return [
    ...items.map(({ text }) => text),
    ...queries.map(({ query }) => query),
    ...read.flat().map(({ messageId }) => messageId),
  ].map((text) => text.trim());
}
