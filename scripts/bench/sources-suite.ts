import { mkdtempSync, rmSync } from 'node:fs';
import { appendFile, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MailSource } from '../../src/contracts/mail-source';
import { createFolderSource } from '../../src/sources/folder/folder-source';
import { madeMailbox } from '../lib/made-mailbox/made-mailbox';
import { writeMailbox } from '../lib/made-mailbox/write-mailbox';
import { alternately, compare, type BenchRow } from './bench-row';
import { FolderOnDisk } from './folder-on-disk';
import { machineFacts, type BenchMachine } from './machine-facts';

export interface SourcesResult {
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
  /** A look after 1,000 new mails in the largest mailbox, as a multiple of one in the smallest: 1 where what was read before costs nothing. */
  readonly largestToSmallest: { readonly time: number; readonly bytes: number };
}

const SIZES = [1_000, 10_000, 100_000] as const;
const ADDED = 1_000;
const SEED = 9;
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/**
 * A look at an mbox to which 1,000 mails were appended, beside reading the mailbox whole, for mailboxes of three sizes: from the folder on the disk to bytes that the
 * importer is handed. Parsing comes after it and costs the same for the same mails.
 */
export async function runSourcesSuite(rounds: number, log: (line: string) => void): Promise<SourcesResult> {
  const rows: BenchRow[] = [];
  const looks: { readonly time: number; readonly bytes: number }[] = [];
  for (const mails of SIZES) {
    log(`Making a mailbox of ${mails} mails …`);
    const place = mkdtempSync(path.join(tmpdir(), 'deskside-sources-'));
    try {
      const { time, bytes } = await measure(place, mails, rounds);
      rows.push(time, bytes);
      looks.push({ time: time.ours, bytes: bytes.ours });
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }
  const [smallest, largest] = [looks[0], looks.at(-1)];
  if (!smallest || !largest) throw new Error('Nothing was measured.');
  const ratio = (of: 'time' | 'bytes'): number => Number((largest[of] / smallest[of]).toPrecision(3));
  return {
    machine: machineFacts(null),
    rows,
    largestToSmallest: { time: ratio('time'), bytes: ratio('bytes') },
  };
}

async function measure(
  place: string,
  mails: number,
  rounds: number,
): Promise<{ time: BenchRow; bytes: BenchRow }> {
  const file = path.join(place, 'Inbox');
  await writeMailbox(file, { seed: SEED, mails });
  await age(file);
  let { cursor } = await readAll(place, null);
  const added = Buffer.concat([...madeMailbox({ seed: SEED + 1, mails: ADDED })]);
  const once = async (name: 'ours' | 'whole'): Promise<Cost> => {
    if (name === 'whole') return (await readAll(place, null)).cost;
    await appendFile(file, added);
    await age(file);
    const look = await readAll(place, cursor);
    cursor = look.cursor;
    if (look.bytes !== added.length)
      throw new Error(`Read ${look.bytes} bytes of ${added.length} that are new.`);
    return look.cost;
  };
  // Once unmeasured, so that nobody is measured while the engine still compiles.
  await once('ours');
  const { ours, whole } = await alternately(rounds, ['ours', 'whole'], once);
  const row = (what: string, unit: string, of: keyof Cost): BenchRow =>
    compare({
      name: `${what} of a look after ${ADDED} new mails, mailbox of ${mails}`,
      ...{ unit, better: 'less' as const, ours: ours.map((cost) => cost[of]) },
      rivals: { 'reading it whole': whole.map((cost) => cost[of]) },
    });
  return { time: row('time', 'ms', 'milliseconds'), bytes: row('bytes read', 'MB', 'megabytes') };
}

/** As if it had been left alone for an hour: a look waits for what was just written. */
async function age(file: string): Promise<void> {
  const then = new Date(Date.now() - HOUR_MS);
  await utimes(file, then, then);
}

/** A look from a cursor to the end, as the app takes it. */
async function readAll(place: string, from: string | null) {
  const folder = new FolderOnDisk(place);
  const source: MailSource = createFolderSource({ name: 'Mail', handle: folder.handle });
  const startedAt = performance.now();
  let bytes = 0;
  let cursor = from;
  for (;;) {
    const page = await source.changes(cursor, { since: LONG_AGO, signal: NEVER });
    for (const item of page.items) bytes += (await source.fetch(item, NEVER))?.blob.size ?? 0;
    cursor = page.cursor;
    if (!page.more) break;
  }
  const milliseconds = performance.now() - startedAt;
  return { cursor, bytes, cost: { milliseconds, megabytes: folder.bytesRead / 1e6 } };
}
