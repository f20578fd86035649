import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readTable } from '../../../src/importers/tables/read-table';
import type { LabelledTexts } from './real-mail';

const TICKETS = fileURLToPath(new URL('../../../public/samples/harbour/tickets.csv', import.meta.url));

/** The labels as somebody would describe them who has not read the tickets. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'account-access': 'The customer cannot sign in, or a user, role or password has to be set up.',
  billing: 'About invoices, payments and what they are charged.',
  bug: 'A part of the software is broken or behaves wrongly.',
  cancellation: 'They want to end or downgrade their contract.',
  'feature-request': 'They ask for something that our product does not offer yet.',
  'how-to': 'They want to know how to use something.',
  outage: 'Our service is unavailable or very slow for a whole site.',
  refund: 'They want their money back.',
};

/** The same tickets by descriptions alone: the names say nothing, so that what names usually mean does not help. */
export function describedOnly(tickets: LabelledTexts): LabelledTexts {
  const codeOf = (name: string): string =>
    `queue ${tickets.labels.findIndex((label) => label.name === name) + 1}`;
  return {
    name: `${tickets.name}, by descriptions alone`,
    labels: tickets.labels.map(({ name }) => ({ name: codeOf(name), description: DESCRIPTIONS[name] ?? '' })),
    items: tickets.items.map(({ text, label }) => ({ text, label: codeOf(label) })),
  };
}

/** The sample's support tickets; of the labels only the names are given. */
export async function readTickets(): Promise<LabelledTexts> {
  const table = await readTable(new Blob([new Uint8Array(await readFile(TICKETS))]));
  const cell = (row: readonly string[], name: string): string => row[table.columns.indexOf(name)] ?? '';
  const items = table.rows.map((row) => ({ text: cell(row, 'text'), label: cell(row, 'label') }));
  const names = [...new Set(items.map(({ label }) => label))].sort();
  return { name: 'support tickets', labels: names.map((name) => ({ name, description: '' })), items };
}
