import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import {
  createBrowser,
  mailboxAt,
  openTab,
  settled,
  setUp,
  type Browser,
  type TabOptions,
} from '../../../tests/support/source-stand';
import { DesksideError } from '../../contracts/failure';
import { remoteMail, remoteMails } from '../../sources/testing/read-source';
import { createSourceMail } from '../../history/source-mail';
import { importFiles } from '../../importers/import-files';
import type { Fetch } from '../../platform/fetch';

const WORK = 'https://work.example/jmap';
const HOME = 'https://home.example/jmap';

let browser: Browser;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  browser = createBrowser();
});
afterEach(() => vi.useRealTimers());

/** Of all mails that are stored. */
const subjectsIn = async () => (await browser.history.messages.list()).map(({ subject }) => subject).sort();

test('mail of two sources meets in one store, and what both have is there once', async () => {
  const tab = openTab(browser);
  const shared = remoteMail(1);
  // Another server adds headers of its own, and sends the text with other line ends.
  const again = { ...shared, eml: `Received: from elsewhere\r\n${shared.eml}\r\n` };
  await mailboxAt(browser, WORK).remote.add(shared, remoteMail(2));
  await mailboxAt(browser, HOME).remote.add(again, remoteMail(3));
  const work = await setUp(WORK, tab);
  const home = await setUp(HOME, tab, { name: 'Home' });
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 2', 'Matter 3']);
  expect(tab.card(work).mails).toBe(2);
  expect(tab.card(home).mails).toBe(2);
});

test('disconnecting keeps the mail, forgets the secret and the origin, and takes back what was granted', async () => {
  const tab = openTab(browser);
  const mailbox = mailboxAt(browser, WORK);
  await mailbox.remote.add(...remoteMails(1, 3));
  const id = await setUp(WORK, tab, { keepSecret: true });
  expect(browser.allowed).toEqual(['https://work.example']);
  expect(browser.wakesForMail).toBe(true);

  await tab.api.disconnect(id, { removeMail: false });
  expect(tab.api.cards.get()).toEqual([]);
  expect(mailbox.revoked).toBe(true);
  expect(browser.allowed).toEqual([]);
  expect(browser.wakesForMail).toBe(false);
  expect(await browser.history.sources.all()).toEqual([]);
  expect(await subjectsIn()).toEqual(['Matter 1', 'Matter 2', 'Matter 3']);
  const asked = mailbox.asked.length;
  tab.wake('look');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(mailbox.asked).toHaveLength(asked);
});

test('disconnecting with its mail deletes what came from nowhere else', async () => {
  const tab = openTab(browser);
  const byHand = remoteMail(4);
  await mailboxAt(browser, WORK).remote.add(...remoteMails(1, 3), byHand);
  await mailboxAt(browser, HOME).remote.add(remoteMail(2));
  await importByHand(byHand.eml);
  const work = await setUp(WORK, tab);
  await setUp(HOME, tab, { name: 'Home' });
  await importByHand(remoteMail(3).eml);

  await tab.api.disconnect(work, { removeMail: true });
  expect(await subjectsIn()).toEqual(['Matter 2', 'Matter 3', 'Matter 4']);
  expect(await createSourceMail(browser.history.rows).count(work)).toBe(0);
});

test('a source that is set up anew after its mail was removed brings it again', async () => {
  const tab = openTab(browser);
  await mailboxAt(browser, WORK).remote.add(remoteMail(1));
  await tab.api.disconnect(await setUp(WORK, tab), { removeMail: true });
  expect(await subjectsIn()).toEqual([]);
  await setUp(WORK, tab);
  expect(await subjectsIn()).toEqual(['Matter 1']);
});

test('a disconnect that breaks off leaves the source, to be disconnected again', async () => {
  const tab = openTab(browser);
  const id = await setUp(WORK, tab);
  const broken = vi.spyOn(browser.history.sources, 'delete').mockRejectedValueOnce(new Error('disk'));
  await expect(tab.api.disconnect(id, { removeMail: false })).rejects.toThrow('disk');
  expect(tab.card(id).state).toBe('ready');
  broken.mockRestore();
  await tab.api.disconnect(id, { removeMail: false });
  expect(await browser.history.sources.all()).toEqual([]);
});

test('two tabs fetch each mail once, and both tell how many there are', async () => {
  const first = openTab(browser);
  const mailbox = mailboxAt(browser, WORK);
  const id = await setUp(WORK, first);
  const second = openTab(browser);
  await second.resume();
  await settled(second, id);
  await mailbox.remote.add(...remoteMails(1, 3));
  await Promise.all([first.api.sync(id), second.api.sync(id)]);
  expect(mailbox.fetched).toHaveLength(3);
  const subjects = [...first.subjects(), ...second.subjects()].sort();
  expect(subjects).toEqual(['Matter 1', 'Matter 2', 'Matter 3']);
  for (const tab of [first, second]) await eventually(() => expect(tab.card(id).mails).toBe(3));
  expect(first.mailCame.mock.calls.length + second.mailCame.mock.calls.length).toBe(1);

  await second.api.disconnect(id, { removeMail: false });
  await eventually(() => expect(first.api.cards.get()).toEqual([]));
});

test('another tab that is in the middle of a look ends it when the source is disconnected', async () => {
  const first = openTab(browser);
  const mailbox = mailboxAt(browser, WORK);
  const id = await setUp(WORK, first);
  const second = openTab(browser);
  await second.resume();
  await settled(second, id);
  await mailbox.remote.stall();
  const looking = first.api.sync(id);
  await second.api.disconnect(id, { removeMail: true });
  expect((await looking).failure?.code).toBe('cancelled');
  expect(await browser.history.sources.all()).toEqual([]);
});

test('push: new mail is read as soon as it comes, and again after the connection was lost', async () => {
  const tab = openTab(browser, { push: true });
  const mailbox = mailboxAt(browser, WORK);
  const id = await setUp(WORK, tab);
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await settled(tab, id)).isLive).toBe(true);
  await mailbox.remote.add(remoteMail(1));
  await eventually(() => expect(tab.subjects()).toEqual(['Matter 1']));

  await mailbox.remote.endPush();
  await eventually(() => expect(tab.card(id).isLive).toBe(false));
  await mailbox.remote.add(remoteMail(2));
  // It connects anew after a pause, and looks for what came meanwhile.
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await settled(tab, id)).isLive).toBe(true);
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 2']);
});

test('without push it looks every few minutes while the page is in sight, and when it comes back', async () => {
  const tab = openTab(browser);
  const mailbox = mailboxAt(browser, WORK);
  const id = await setUp(WORK, tab);
  await mailbox.remote.add(remoteMail(1));
  await vi.advanceTimersByTimeAsync(6 * 60_000);
  await settled(tab, id);
  expect(tab.subjects()).toEqual(['Matter 1']);

  tab.page.visible = false;
  await mailbox.remote.add(remoteMail(2));
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(tab.subjects()).toEqual(['Matter 1']);
  tab.page.visible = true;
  tab.wake('visible');
  await settled(tab, id);
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 2']);
});

test('an origin that the page may not reach yet is asked nothing before the next load, which needs no password again', async () => {
  const mailbox = mailboxAt(browser, WORK);
  await mailbox.remote.add(remoteMail(1));
  const before = openTab(browser, { unreachable: ['https://work.example'] });
  const id = await setUp(WORK, before);
  expect(before.card(id)).toMatchObject({ state: 'reload', failure: { code: 'source-not-allowed' } });
  expect(mailbox.asked).toEqual([]);
  expect(browser.allowed).toEqual(['https://work.example']);
  before.close();

  const after = openTab(browser);
  await after.resume();
  await settled(after, id);
  expect(after.subjects()).toEqual(['Matter 1']);
  // From here on it is in memory alone, as the user wanted.
  expect((await browser.history.sources.get(id))?.sealedSecret).toBeNull();
  after.close();
  const later = openTab(browser);
  await later.resume();
  expect((await settled(later, id)).state).toBe('signed-out');
});

test('a secret is kept for later visits only where the user wants it, and never readable', async () => {
  const tab = openTab(browser);
  const kept = await setUp(WORK, tab, { secret: 'open sesame', keepSecret: true });
  await setUp(HOME, tab, { secret: 'open barley' });
  const rows = await browser.history.sources.all();
  expect(rows.filter(({ sealedSecret }) => sealedSecret !== null).map(({ id }) => id)).toEqual([kept]);
  const [sealed] = rows.flatMap(({ sealedSecret }) => sealedSecret ?? []);
  expect(new TextDecoder().decode(sealed?.bytes)).not.toContain('sesame');
  expect(sealed?.key.extractable).toBe(false);
  tab.close();
  const later = openTab(browser);
  await later.resume();
  expect((await settled(later, kept)).state).toBe('ready');
});

test('mail that a page left unsorted when it was closed is briefed at the next visit', async () => {
  mailboxAt(browser, WORK).remote.add(remoteMail(1));
  const before = openTab(browser);
  const id = await setUp(WORK, before, { keepSecret: true });
  before.close();
  const after = openTab(browser);
  await after.reload();
  await after.resume();
  await settled(after, id);
  expect(after.mailCame).toHaveBeenCalledExactlyOnceWith({ received: true });
});

test('nothing is asked of an origin that is not the source’s own', async () => {
  const fetches: Fetch[] = [];
  const kind: TabOptions['kind'] = {
    open({ fetch }) {
      fetches.push(fetch);
      return mailboxAt(browser, WORK).source();
    },
  };
  const tab = openTab(browser, { kind });
  await setUp(WORK, tab);
  const [ask] = fetches;
  await expect(ask?.('https://other.example/steal')).rejects.toMatchObject({
    failure: { code: 'server-refused' },
  });
  expect(tab.note).not.toHaveBeenCalled();
  await ask?.('https://work.example/api');
  expect(tab.note).toHaveBeenCalledWith(
    expect.objectContaining({ purpose: 'mail-source', state: 'running' }),
  );
});

test('a mail at which the import worker dies is passed over, and those beside it are not', async () => {
  const mailbox = mailboxAt(browser, WORK);
  await mailbox.remote.add(...remoteMails(1, 3));
  const never = new AbortController().signal;
  const tab = openTab(browser, {
    importer: {
      async importFiles(files, role, { onBatch, signal }) {
        const texts = await Promise.all(files.map(({ blob }) => blob.text()));
        if (texts.some((text) => text.includes('Matter 2')))
          throw new DesksideError({ code: 'worker-died', message: 'It died.', retryable: true });
        return importFiles(files, role, { onBatch, onProgress: () => undefined }, signal ?? never);
      },
    },
  });
  const id = await setUp(WORK, tab);
  expect(tab.card(id).state).toBe('waiting');
  await tab.api.sync(id);
  expect(await tab.api.sync(id)).toMatchObject({
    failure: null,
    problems: [{ failure: { code: 'worker-died' } }],
  });
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 3']);
});

test('where the browser keeps no folders, the files are picked again and only what is new is read', async () => {
  const kind: TabOptions['kind'] = { drafts: 'never', signsIn: 'not', origins: () => [] };
  const tab = openTab(browser, { kind });
  const mailbox = mailboxAt(browser, 'https://other.example/');
  await mailbox.remote.add(remoteMail(1));
  const picked = [{ name: 'Mail/Inbox', blob: new Blob() }];
  const { id, name, kind: shown } = await tab.api.addFiles(picked, 30);
  expect({ name, shown }).toEqual({ name: 'Mail', shown: 'folder' });
  await settled(tab, id);
  expect(tab.subjects()).toEqual(['Matter 1']);
  expect((await tab.api.sync(id)).failure?.code).toBe('permission-withdrawn');
  expect(tab.card(id).state).toBe('files');
  await mailbox.remote.add(remoteMail(2));
  expect(await tab.api.readFiles(id, picked)).toMatchObject({ added: 1, failure: null });
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 2']);
});

test('a page that comes without sources asks for nothing', async () => {
  const tab = openTab(browser);
  await tab.resume();
  tab.wake('online');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tab.api.cards.get()).toEqual([]);
  expect(browser.wakesForMail).toBe(false);
});

async function importByHand(eml: string): Promise<void> {
  const files = [{ name: 'Inbox/by-hand.eml', blob: new Blob([eml]) }];
  const onBatch = async (batch: Parameters<typeof browser.history.messages.add>[0]) =>
    void (await browser.history.messages.add(batch));
  await importFiles(files, 'inbox', { onBatch, onProgress: () => undefined }, new AbortController().signal);
}
