import Papa from 'papaparse';
import type { LabelDefinition } from '../../contracts/labels';
import * as v from 'valibot';
import { damaged, type DataFiles } from './data-files';
import { readDescriptions } from './label-files';

export interface Ticket {
  readonly id: string;
  readonly text: string;
  readonly label: string;
}

const FILE = 'tickets.csv';
/** Columns that hold what people wrote, joined where there are several. */
const TEXT_COLUMNS = ['subject', 'title', 'text', 'body', 'message', 'description'];

/** `tickets.csv` with a column `label` and one or more of text, and the descriptions of its labels in `labels.json` where there are any. */
export async function readTickets(
  files: DataFiles,
): Promise<{ readonly tickets: readonly Ticket[]; readonly labels: readonly LabelDefinition[] }> {
  const { data, meta } = Papa.parse<Record<string, string>>(await files.readText(FILE), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
  });
  const columns = TEXT_COLUMNS.filter((column) => meta.fields?.includes(column));
  if (columns.length === 0 || !meta.fields?.includes('label'))
    throw damaged(FILE, 'its first line must name a column “text” and a column “label”');
  const tickets = data
    .map((row, index) => ({
      id: row['id'] ?? `ticket-${index + 1}`,
      text: columns
        .map((column) => row[column]?.trim() ?? '')
        .join('\n')
        .trim(),
      label: row['label']?.trim() ?? '',
    }))
    .filter(({ text, label }) => text !== '' && label !== '');
  const names = [...new Set(tickets.map(({ label }) => label))].sort();
  if (names.length < 2) throw damaged(FILE, 'it needs tickets of at least two labels');
  const descriptions = files.has('labels.json')
    ? readDescriptions(await files.readJson('labels.json', v.unknown()))
    : new Map<string, string>();
  return { tickets, labels: names.map((name) => ({ name, description: descriptions.get(name) ?? '' })) };
}
