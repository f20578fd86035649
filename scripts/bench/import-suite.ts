import { Blob } from 'node:buffer';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { PeekableStream } from '../../src/importers/byte-stream';
import { importFiles } from '../../src/importers/import-files';
import { readMbox } from '../../src/importers/mail/raw-messages';
import { importFiles as importThroughPage } from '../lib/drive-page';
import { launchChromium } from '../lib/launch-chromium';
import { madeMailbox } from '../lib/made-mailbox/made-mailbox';
import { writeMailbox } from '../lib/made-mailbox/write-mailbox';
import { BUILD_FOLDER } from '../lib/project-folders';
import { startStaticServer } from '../lib/static-server';
import { withProfile } from './bench-browser';
import { alternately, compare, type BenchRow } from './bench-row';
import { machineFacts, type BenchMachine } from './machine-facts';
import { browserVersion } from './shell/browser-version';

export interface ImportResult {
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
}

const CONTESTANTS = ['ours', 'postal-mime', 'mailparser'] as const;
type Contestant = (typeof CONTESTANTS)[number];

const SEED = 8;
/** The same mix twice: as people's mail is, where attachments are most of the bytes, and texts alone. */
const MAILBOXES = [
  { name: 'mail with attachments', mails: 2_000, bytes: 40 << 20 },
  { name: 'mail without attachments', mails: 2_000, bytes: 0 },
] as const;

/** What is imported through the app by someone who has just come, where each mail is stored and listed and the briefing begins. */
const WHOLE_IMPORT = { seed: SEED, mails: 10_000, bytes: 200 << 20 };

/**
 * Reads made-up mailboxes as the import worker does, from the bytes of an mbox to mails with segments, warnings and conversations, against two
 * parsers on the mails that our splitter hands them. These do less: they decode all attachments, but neither tell quotes from text nor look for
 * what is hidden.
 */
export async function runImportSuite(rounds: number, log: (line: string) => void): Promise<ImportResult> {
  const rows: BenchRow[] = [];
  for (const { name, mails, bytes } of MAILBOXES) {
    const mailbox = new Blob([...madeMailbox({ seed: SEED, mails, bytes })]) as unknown as globalThis.Blob;
    log(`Reading ${name}, ${mails} mails in ${(mailbox.size / 1e6).toFixed(0)} MB …`);
    const read = async (contestant: Contestant): Promise<number> => {
      const startedAt = performance.now();
      const count = await READERS[contestant](mailbox);
      if (count !== mails) throw new Error(`${contestant} read ${count} of ${mails} mails.`);
      return mailbox.size / 1e3 / (performance.now() - startedAt);
    };
    // Once unmeasured, so that nobody is measured while the engine still compiles.
    for (const contestant of CONTESTANTS) await read(contestant);
    const { ours, ...rivals } = await alternately(rounds, CONTESTANTS, read);
    rows.push(compare({ name: `${name}, read in Node.js`, unit: 'MB/s', better: 'more', ours, rivals }));
  }
  rows.push(await throughApp(rounds, log));
  return { machine: machineFacts(await browserVersion()), rows };
}

/** Beside reading alone, in this process, which bounds it. */
async function throughApp(rounds: number, log: (line: string) => void): Promise<BenchRow> {
  const { mails, bytes } = WHOLE_IMPORT;
  log(`Importing ${mails} mails in ${(bytes / 1e6).toFixed(0)} MB through the app …`);
  const folder = await mkdtemp(path.join(tmpdir(), 'deskside-bench-mail-'));
  const file = path.join(folder, 'made.mbox');
  const server = await startStaticServer({ root: BUILD_FOLDER });
  try {
    await writeMailbox(file, WHOLE_IMPORT);
    const blob = (await openAsBlob(file)) as unknown as globalThis.Blob;
    const measures = {
      ours: () => importInBrowser(server.url, file),
      'reading alone': async () => {
        const startedAt = performance.now();
        await READERS.ours(blob);
        return performance.now() - startedAt;
      },
    };
    const { ours, ...rivals } = await alternately(
      rounds,
      ['ours', 'reading alone'],
      async (name) => blob.size / 1e3 / (await measures[name]()),
    );
    return compare({
      name: 'mail with attachments, imported through the app',
      unit: 'MB/s',
      better: 'more',
      ours,
      rivals,
    });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from the choice of the file to its receipt, in a browser that has never been there before. */
function importInBrowser(url: string, file: string): Promise<number> {
  return withProfile(async (profile) => {
    const context = await launchChromium(profile);
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      await page.locator('[data-briefing-state]').waitFor();
      // Nobody has chosen a file before the page has fetched what it needs offline.
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      const startedAt = performance.now();
      const { problems } = await importThroughPage(page, 'inbox', file);
      if (problems.length > 0) throw new Error(problems.join(' '));
      return performance.now() - startedAt;
    } finally {
      await context.close();
    }
  });
}

/** Each reads the whole mailbox and tells how many mails it holds. */
const READERS: Readonly<Record<Contestant, (mailbox: globalThis.Blob) => Promise<number>>> = {
  async ours(blob) {
    const sink = { onBatch: () => Promise.resolve(), onProgress: () => undefined };
    const files = [{ name: 'made.mbox', blob }];
    return (await importFiles(files, 'inbox', sink, new AbortController().signal)).messages;
  },
  'postal-mime': (blob) => readEach(blob, (bytes) => PostalMime.parse(bytes)),
  mailparser: (blob) => readEach(blob, (bytes) => simpleParser(Buffer.from(bytes))),
};

async function readEach(
  blob: globalThis.Blob,
  parse: (bytes: Uint8Array) => Promise<unknown>,
): Promise<number> {
  let count = 0;
  for await (const { bytes } of readMbox(new PeekableStream(blob.stream(), () => undefined))) {
    await parse(bytes);
    count += 1;
  }
  return count;
}
