import { BlobWriter, configure, TextReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { compacted, FakeMailFolder, markDeleted, thunderbirdEntry } from '../../../tests/support/mail-folder';
import type { MailSource } from '../../contracts/mail-source';
import { importFiles } from '../../importers/import-files';
import {
  daysAgo,
  failureOf,
  idsOf,
  NEVER,
  readAll,
  readItem,
  remoteMail,
  SINCE,
} from '../testing/read-source';
import { createFolderSource } from './folder-source';

configure({ useWebWorkers: false });

const OLD = Date.now() - 3_600_000;
const ask = { since: SINCE, signal: NEVER };

function mailbox(first: number, count: number, receivedAt = daysAgo(1)): string {
  return Array.from({ length: count }, (_, index) =>
    thunderbirdEntry(remoteMail(first + index, { receivedAt }).eml),
  ).join('');
}

const sourceOf = (folder: FakeMailFolder, quietMs = 10): MailSource =>
  createFolderSource({ name: folder.name, handle: folder.handle, limits: { quietMs } });

const numbersOf = (mails: readonly { readonly messageId: string }[]): number[] =>
  idsOf(mails).map((id) => Number(/\d+/u.exec(id)?.[0])).sort((a, b) => a - b); // prettier-ignore

describe('an mbox', () => {
  it('costs a look the same, however much was read of it before', async () => {
    const costs: number[] = [];
    for (const size of [100, 5_000]) {
      const folder = new FakeMailFolder('Mail');
      folder.write('Inbox', mailbox(1, size), OLD);
      const { cursor } = await readAll(sourceOf(folder), null);
      folder.append('Inbox', mailbox(size + 1, 20), OLD + 1);
      folder.bytesRead = 0;
      const { mails } = await readAll(sourceOf(folder), cursor);
      expect(numbersOf(mails)).toEqual(Array.from({ length: 20 }, (_, nth) => size + 1 + nth));
      costs.push(folder.bytesRead);
    }
    const [small = 0, large = 0] = costs;
    expect(large).toBeLessThan(small * 1.2);
  });

  it('is not read at all when it has not changed', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Inbox', mailbox(1, 50), OLD);
    const { cursor } = await readAll(sourceOf(folder), null);
    folder.bytesRead = 0;
    await readAll(sourceOf(folder), cursor);
    expect(folder.bytesRead).toBe(0);
  });

  it('reads only the end of a large one for the last days', async () => {
    const folder = new FakeMailFolder('Mail');
    const years = Array.from({ length: 30 }, (_, part) =>
      mailbox(1 + part * 1_000, 1_000, daysAgo(600 - part * 20)),
    );
    folder.write('Inbox', years.join('') + mailbox(30_001, 10), OLD);
    const { mails } = await readAll(sourceOf(folder), null);
    expect(numbersOf(mails)).toEqual(Array.from({ length: 10 }, (_, nth) => 30_001 + nth));
    expect(folder.bytesRead).toBeLessThan(folder.read('Inbox').length / 3);
  });

  it('reads all of one whose mails are in no order, and lists what is new enough', async () => {
    const folder = new FakeMailFolder('Mail');
    const parts = Array.from({ length: 30 }, (_, part) =>
      mailbox(1 + part * 700, 700, daysAgo(part % 3 === 0 ? 2 : 400)),
    );
    folder.write('Inbox', parts.join(''), OLD);
    const { mails } = await readAll(sourceOf(folder), null);
    expect(mails).toHaveLength(7_000);
  });

  it('loses nothing and tells the same mails again when it is compacted', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Inbox', mailbox(1, 6), OLD);
    const { cursor } = await readAll(sourceOf(folder), null);
    const deleted = markDeleted(folder.read('Inbox'), '<contract-2@mail.example>');
    folder.write('Inbox', compacted(deleted) + mailbox(7, 2), OLD + 1);
    const { mails, cursor: after } = await readAll(sourceOf(folder), cursor);
    expect(numbersOf(mails)).toEqual([1, 3, 4, 5, 6, 7, 8]);
    expect((await readAll(sourceOf(folder), after)).mails).toEqual([]);
  });

  it('is not listed anew when a mail gets another flag', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Inbox', mailbox(1, 3), OLD);
    const { cursor } = await readAll(sourceOf(folder), null);
    folder.write('Inbox', folder.read('Inbox').replaceAll('Status: 0001', 'Status: 0003'), OLD + 1);
    expect((await readAll(sourceOf(folder), cursor)).mails).toEqual([]);
  });

  it('asks to be read again when it is compacted or grows between list and fetch, and loses nothing', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Inbox', mailbox(1, 6), OLD);
    const source = sourceOf(folder);
    const page = await source.changes(null, ask);
    const [item] = page.items;
    if (!item) throw new Error('nothing was listed');
    folder.append('Inbox', mailbox(7, 1), OLD + 1);
    expect(await readItem(source, item)).toHaveLength(6);
    folder.onRead = () => {
      folder.onRead = null;
      folder.append('Inbox', mailbox(8, 1), OLD + 2);
    };
    expect(await failureOf(source.fetch(item, NEVER))).toMatchObject({
      code: 'source-changed',
      retryable: true,
    });
    folder.write('Inbox', mailbox(3, 6), OLD + 3);
    expect(await failureOf(source.fetch(item, NEVER))).toMatchObject({ code: 'source-changed' });
    expect(numbersOf((await readAll(sourceOf(folder), page.cursor)).mails)).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it('is asked for again when it changes while it is listed', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Inbox', mailbox(1, 6), OLD);
    folder.onRead = () => {
      folder.onRead = null;
      folder.append('Inbox', mailbox(7, 1), OLD + 1);
    };
    const failure = await failureOf(sourceOf(folder).changes(null, ask));
    expect(failure).toMatchObject({ code: 'source-changed', retryable: true });
    expect((await readAll(sourceOf(folder), null)).mails).toHaveLength(7);
  });

  it('leaves half a mail for later, and waits for one that was just written', async () => {
    const folder = new FakeMailFolder('Mail');
    const [first, second] = [mailbox(1, 1), mailbox(2, 1)];
    folder.write('Inbox', first + second.slice(0, -20), Date.now());
    const { mails, cursor } = await readAll(sourceOf(folder), null);
    expect(numbersOf(mails)).toEqual([1]);
    folder.write('Inbox', first + second, Date.now());
    const startedAt = performance.now();
    expect(numbersOf((await readAll(sourceOf(folder, 150), cursor)).mails)).toEqual([2]);
    expect(performance.now() - startedAt).toBeGreaterThan(100);
  });

  it('leaves out what Thunderbird has marked as deleted, and believes no sender who says so', async () => {
    const folder = new FakeMailFolder('Mail');
    const forged = remoteMail(3).eml.replace('Subject:', 'X-Mozilla-Status: 0009\r\nSubject:');
    const text = markDeleted(mailbox(1, 2), '<contract-1@mail.example>') + thunderbirdEntry(forged);
    folder.write('Inbox', text, OLD);
    expect(numbersOf((await readAll(sourceOf(folder), null)).mails)).toEqual([2, 3]);
  });

  it('becomes a problem when the system refuses to read it, and the others come', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('Archive', mailbox(1, 2), OLD);
    folder.write('Inbox', mailbox(3, 2), OLD);
    folder.setUnreadable('Archive');
    const source = sourceOf(folder);
    const page = await source.changes(null, ask);
    const files = await Promise.all(page.items.map((item) => source.fetch(item, NEVER)));
    const sink = { onBatch: async () => undefined, onProgress: () => undefined };
    const outcome = await importFiles(files.flatMap((file) => file ?? []), 'inbox', sink, NEVER); // prettier-ignore
    expect(outcome.messages).toBe(2);
    expect(outcome.problems).toMatchObject([{ fileName: 'Archive', failure: { code: 'import-damaged' } }]);
    expect((await sourceOf(folder).changes(page.cursor, ask)).items).toEqual([]);
    folder.setUnreadable('Archive', false);
    folder.append('Archive', mailbox(5, 1), OLD + 1);
    expect(numbersOf((await readAll(sourceOf(folder), page.cursor)).mails)).toEqual([1, 2, 5]);
  });

  it('is left alone when it is none', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('README', 'Hello', OLD);
    folder.write('Inbox', mailbox(1, 1), OLD);
    expect((await readAll(sourceOf(folder), null)).mails).toHaveLength(1);
  });
});

describe('a folder of files', () => {
  it('takes a mail once, whatever its flags become', async () => {
    const folder = new FakeMailFolder('Maildir');
    for (const shelf of ['cur', 'tmp']) folder.makeFolder(shelf);
    const name = `${Math.floor(OLD / 1000)}.a.host`;
    folder.write(`new/${name}`, remoteMail(1).eml, OLD);
    folder.write('new/1500000000.b.host', remoteMail(2).eml, OLD);
    const { mails, cursor } = await readAll(sourceOf(folder), null);
    expect(numbersOf(mails)).toEqual([1]);
    folder.rename(`new/${name}`, `cur/${name}:2,S`);
    expect((await readAll(sourceOf(folder), cursor)).mails).toEqual([]);
  });

  it('finds a mail of a Maildir whose flags change between list and fetch', async () => {
    const folder = new FakeMailFolder('Maildir');
    for (const shelf of ['cur', 'tmp']) folder.makeFolder(shelf);
    folder.write('new/a.host', remoteMail(1).eml, OLD);
    const source = sourceOf(folder);
    const { items } = await source.changes(null, ask);
    folder.rename('new/a.host', 'cur/a.host;2,RS');
    const [item] = items;
    expect(item && (await readItem(source, item))).toHaveLength(1);
  });

  it('waits for a file that is still being written', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('a.eml', '', OLD);
    const { cursor } = await readAll(sourceOf(folder), null);
    folder.write('a.eml', remoteMail(1).eml, OLD + 1);
    expect((await readAll(sourceOf(folder), cursor)).mails).toHaveLength(1);
  });

  it('goes by the header where the files were copied, and by their time where that is older', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('copied.eml', remoteMail(1, { receivedAt: daysAgo(90) }).eml, OLD);
    folder.write('old.eml', remoteMail(2).eml, Date.parse(daysAgo(90)));
    const apple = remoteMail(3, { receivedAt: daysAgo(90) }).eml;
    folder.write('Old.mbox/Messages/3.emlx', `${apple.length}\n${apple}<plist/>`, OLD);
    folder.write('new.eml', remoteMail(4).eml, OLD);
    expect(numbersOf((await readAll(sourceOf(folder), null)).mails)).toEqual([4]);
  });

  it('becomes a problem where a file cannot be read', async () => {
    const folder = new FakeMailFolder('Mail');
    folder.write('a.eml', remoteMail(1).eml, OLD);
    const source = sourceOf(folder);
    const [item] = (await source.changes(null, ask)).items;
    folder.setUnreadable('a.eml');
    const file = item && (await source.fetch(item, NEVER));
    const sink = { onBatch: async () => undefined, onProgress: () => undefined };
    const outcome = await importFiles(file ? [file] : [], 'inbox', sink, NEVER);
    expect(outcome.problems).toMatchObject([{ failure: { code: 'import-damaged' } }]);
  });
});

describe('an archive', () => {
  async function archive(entries: Readonly<Record<string, string>>, password?: string) {
    const writer = new ZipWriter(new BlobWriter('application/zip'), password ? { password } : {});
    for (const [name, text] of Object.entries(entries)) await writer.add(name, new TextReader(text));
    return new Uint8Array(await (await writer.close()).arrayBuffer());
  }

  it('is read for the last days, by role, and anew only when it changes', async () => {
    const folder = new FakeMailFolder('Downloads');
    const old = mailbox(1, 3, daysAgo(300));
    const sent = remoteMail(5, { role: 'sent' });
    const entries = {
      'Takeout/Mail/Inbox.mbox': old + mailbox(4, 1),
      'Takeout/Mail/Sent.mbox': thunderbirdEntry(sent.eml),
      'Takeout/Mail/Spam.mbox': mailbox(6, 1),
      'Takeout/archive_browser.html': '<html></html>',
    };
    folder.write('takeout.zip', await archive(entries), OLD);
    const { mails, cursor } = await readAll(sourceOf(folder), null);
    expect(mails).toEqual([
      { messageId: '<contract-4@mail.example>', role: 'inbox' },
      { messageId: '<contract-5@mail.example>', role: 'sent' },
    ]);
    expect((await readAll(sourceOf(folder), cursor)).mails).toEqual([]);
    const grown = { ...entries, 'Takeout/Mail/Inbox.mbox': mailbox(4, 2) };
    folder.write('takeout.zip', await archive(grown), OLD + 1);
    expect(numbersOf((await readAll(sourceOf(folder), cursor)).mails)).toEqual([4, 5, 5]);
  });

  it('that is locked says so once', async () => {
    const folder = new FakeMailFolder('Downloads');
    folder.write('locked.zip', await archive({ 'a.eml': remoteMail(1).eml }, 'secret'), OLD);
    const source = sourceOf(folder);
    const page = await source.changes(null, ask);
    const files = await Promise.all(page.items.map((item) => source.fetch(item, NEVER)));
    const sink = { onBatch: async () => undefined, onProgress: () => undefined };
    const outcome = await importFiles(files.flatMap((file) => file ?? []), 'inbox', sink, NEVER); // prettier-ignore
    expect(outcome.problems).toMatchObject([{ failure: { code: 'import-encrypted' } }]);
    expect((await source.changes(page.cursor, ask)).items).toEqual([]);
  });
});

describe('picked files', () => {
  const pick = (...files: readonly (readonly [name: string, text: string])[]): MailSource =>
    createFolderSource({
      name: 'Picked',
      limits: { quietMs: 10 },
      files: files.map(([name, text]) => ({ name, blob: new File([text], name, { lastModified: OLD }) })),
    });

  it('are read for what is new in them when they are picked again, one or all', async () => {
    const first = await readAll(pick(['Inbox', mailbox(1, 3)], ['Sent', mailbox(10, 1)]), null);
    expect(numbersOf(first.mails)).toEqual([1, 2, 3, 10]);
    const second = await readAll(pick(['Inbox', mailbox(1, 5)]), first.cursor);
    expect(numbersOf(second.mails)).toEqual([4, 5]);
    const third = await readAll(pick(['Sent', mailbox(10, 2)], ['Inbox', mailbox(1, 5)]), second.cursor);
    expect(third.mails).toEqual([{ messageId: '<contract-11@mail.example>', role: 'sent' }]);
  });

  it('keep the folders that their names tell', async () => {
    const source = pick(['Local Folders/Inbox.sbd/Clients', mailbox(1, 1)]);
    const { items } = await source.changes(null, ask);
    expect(items).toMatchObject([{ folder: 'Local Folders/Inbox/Clients' }]);
    expect(source.watch).toBeUndefined();
  });
});
