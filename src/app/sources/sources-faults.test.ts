import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import {
  createBrowser,
  mailboxAt,
  newSource,
  openTab,
  settled,
  setUp,
  type Browser,
  type Tab,
} from '../../../tests/support/source-stand';
import { DesksideError } from '../../contracts/failure';
import { correction, result } from '../../history/testing/rows';
import type { FakeMailbox } from '../../sources/testing/fake-source';
import { remoteMail, remoteMails } from '../../sources/testing/read-source';

const ADDRESS = 'https://mail.example/jmap';
const DAY_MS = 86_400_000;

let browser: Browser;
let mailbox: FakeMailbox;
let tab: Tab;
let ahead = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  ahead = 0;
  browser = createBrowser();
  mailbox = mailboxAt(browser, ADDRESS);
  tab = openTab(browser, { now: () => Date.now() + ahead });
});
afterEach(() => vi.useRealTimers());

const subjects = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Matter ${first + index}`).sort();

const setUpWork = (): Promise<string> => setUp(ADDRESS, tab);

test('what came is stored, shown and briefed, and read once', async () => {
  await mailbox.remote.add(...remoteMails(1, 3), remoteMail(4, { role: 'sent' }));
  const id = await setUpWork();
  expect(tab.subjects()).toEqual(subjects(1, 3));
  expect(tab.card(id)).toMatchObject({ state: 'ready', mails: 4, reading: 0, failure: null });
  expect(tab.card(id).syncedAt).not.toBeNull();
  expect(tab.mailCame).toHaveBeenCalledExactlyOnceWith({ received: true });

  expect(await tab.api.sync(id)).toMatchObject({ added: 0, failure: null });
  await mailbox.remote.add(remoteMail(5));
  expect(await tab.api.sync(id)).toMatchObject({ added: 1, failure: null });
  expect(tab.subjects()).toEqual(subjects(1, 3).concat('Matter 5'));
  expect(new Set(mailbox.fetched).size).toBe(mailbox.fetched.length);
});

test('sent mail alone starts no briefing', async () => {
  await mailbox.remote.add(remoteMail(1, { role: 'sent' }));
  await setUpWork();
  expect(tab.mailCame).toHaveBeenCalledExactlyOnceWith({ received: false });
});

test('a page that is lost in the middle is asked for again, and nothing is read twice', async () => {
  await mailbox.remote.add(...remoteMails(1, 16));
  let lists = 0;
  mailbox.onRequest = async (what) => {
    if (what === 'changes' && (lists += 1) === 2) await mailbox.remote.cutNextList();
  };
  const id = await setUpWork();
  const broken = tab.card(id);
  expect(broken).toMatchObject({ state: 'waiting', failure: { code: 'server-unreachable' } });
  expect(tab.subjects()).toHaveLength(5);

  await vi.advanceTimersByTimeAsync((broken.retryAt ?? 0) - Date.now());
  expect(await settled(tab, id)).toMatchObject({ state: 'ready', mails: 16 });
  expect(tab.subjects()).toEqual(subjects(1, 16));
  expect(new Set(mailbox.fetched).size).toBe(mailbox.fetched.length);
});

test('offline in the middle of a page: what was fetched stays, and the rest comes when the network is back', async () => {
  await mailbox.remote.add(...remoteMails(1, 5));
  mailbox.onRequest = async (what, ref) => {
    if (what === 'fetch' && ref === 'ref-4') await mailbox.remote.goOffline();
  };
  const id = await setUpWork();
  expect(tab.card(id).state).toBe('waiting');
  expect(tab.subjects()).toEqual(subjects(1, 4));

  mailbox.onRequest = null;
  await mailbox.remote.mend();
  tab.wake('online');
  expect(await settled(tab, id)).toMatchObject({ state: 'ready', mails: 5 });
  expect(tab.subjects()).toEqual(subjects(1, 5));
  expect(mailbox.fetched).toHaveLength(5);
});

test('a cursor that is too old: everything is listed anew, nothing doubled, and labels, corrections and drafts stay', async () => {
  await mailbox.remote.add(...remoteMails(1, 7));
  const id = await setUpWork();
  const mailId = tab.rows.current().find(({ subject }) => subject === 'Matter 3')?.id ?? '';
  const draft = {
    ...{ subject: 'Re: Matter 3', to: [], text: 'My own words', covers: [], unsupported: [] },
    origin: 'user' as const,
  };
  await browser.history.results.put(result(mailId, { draft }));
  await browser.history.corrections.put(correction(mailId));

  await mailbox.remote.forgetCursors();
  await mailbox.remote.add(remoteMail(8));
  expect(await tab.api.sync(id)).toMatchObject({ added: 1, failure: null });
  expect(tab.subjects()).toEqual(subjects(1, 8));
  expect(tab.card(id).mails).toBe(8);
  expect(await browser.history.messages.count({ role: 'inbox' })).toBe(8);
  expect((await browser.history.results.get(mailId))?.draft).toEqual(draft);
  expect(await browser.history.corrections.all()).toHaveLength(1);
});

test('what the user deleted is not brought back by a list that begins anew', async () => {
  await mailbox.remote.add(...remoteMails(1, 3));
  const id = await setUpWork();
  const mailId = tab.rows.current().find(({ subject }) => subject === 'Matter 2')?.id ?? '';
  tab.rows.remove([mailId]);
  await browser.history.removal.remove([mailId]);
  await mailbox.remote.forgetCursors();
  expect(await tab.api.sync(id)).toMatchObject({ added: 0, failure: null });
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 3']);
  expect(tab.card(id).mails).toBe(2);
});

test('all mail that the user deleted stays away, and what comes from then on is there', async () => {
  await mailbox.remote.add(...remoteMails(1, 3));
  const id = await setUpWork();
  await tab.stop();
  tab.rows.clear();
  await browser.history.clear();
  await mailbox.remote.forgetCursors();
  await vi.advanceTimersByTimeAsync(1_000);
  await mailbox.remote.add(remoteMail(4, { receivedAt: new Date().toISOString() }));
  await tab.api.sync(id);
  expect(tab.subjects()).toEqual(['Matter 4']);
});

test('429 with Retry-After: nothing is asked before the time, whatever wakes the page', async () => {
  await mailbox.remote.refuse(429, 120);
  const id = await setUpWork();
  const { state, retryAt, failure } = tab.card(id);
  expect(state).toBe('waiting');
  expect(failure?.code).toBe('source-busy');
  expect(retryAt).toBeGreaterThanOrEqual(Date.now() + 120_000);
  const asked = mailbox.asked.length;
  tab.wake('online');
  tab.wake('visible');
  await vi.advanceTimersByTimeAsync(119_000);
  expect(mailbox.asked).toHaveLength(asked);

  await mailbox.remote.mend();
  await mailbox.remote.add(remoteMail(1));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await settled(tab, id)).toMatchObject({ state: 'ready', mails: 1, failure: null, retryAt: null });
});

test('a server in trouble is asked less and less often', async () => {
  await mailbox.remote.refuse(503, null);
  const id = await setUpWork();
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const wait = (tab.card(id).retryAt ?? 0) - Date.now();
    waits.push(wait);
    await vi.advanceTimersByTimeAsync(wait);
    await settled(tab, id);
  }
  for (const [index, wait] of waits.entries())
    if (index > 0) expect(wait).toBeGreaterThan(waits[index - 1] ?? 0);
});

test('a sign-in that was revoked is not tried again until the user signs in', async () => {
  await mailbox.remote.add(remoteMail(1));
  const id = await setUpWork();
  await mailbox.remote.endSignIn();
  await mailbox.remote.add(remoteMail(2));
  expect((await tab.api.sync(id)).failure?.code).toBe('signed-out');
  expect(tab.card(id).state).toBe('signed-out');
  const asked = mailbox.asked.length;
  for (const wake of ['online', 'visible', 'look'] as const) tab.wake(wake);
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(mailbox.asked).toHaveLength(asked);

  mailbox.signIn();
  await tab.api.signIn(id, 'another secret');
  await settled(tab, id);
  expect(tab.subjects()).toEqual(subjects(1, 2));
});

test('a right that was withdrawn is said, and nothing that is here goes', async () => {
  await mailbox.remote.add(remoteMail(1));
  const id = await setUpWork();
  await mailbox.remote.withdrawPermission();
  expect((await tab.api.sync(id)).failure?.code).toBe('permission-withdrawn');
  expect(tab.card(id)).toMatchObject({ state: 'failed', mails: 1 });
  expect(tab.subjects()).toEqual(['Matter 1']);
});

test('a mail that is deleted between list and fetch holds nothing up', async () => {
  await mailbox.remote.add(...remoteMails(1, 4));
  mailbox.onRequest = async (what, ref) => {
    if (what === 'fetch' && ref === 'ref-0') await mailbox.remote.delete('<contract-2@mail.example>');
  };
  const id = await setUpWork();
  expect(tab.card(id)).toMatchObject({ state: 'ready', failure: null });
  expect(tab.subjects()).toEqual(['Matter 1', 'Matter 3', 'Matter 4']);
});

test.each([-DAY_MS, DAY_MS])(
  'a clock that is %i ms off loses no mail when a list begins anew',
  async (off) => {
    const id = await setUpWork();
    ahead = off;
    await mailbox.remote.add(remoteMail(1, { receivedAt: new Date().toISOString() }));
    await mailbox.remote.forgetCursors();
    await tab.api.sync(id);
    ahead = 0;
    await mailbox.remote.skewClock(-off);
    await mailbox.remote.add(remoteMail(2, { receivedAt: new Date().toISOString() }));
    await mailbox.remote.forgetCursors();
    await tab.api.sync(id);
    expect(tab.subjects()).toEqual(subjects(1, 2));
  },
);

test('after weeks without a look, a cursor that is too old leaves no gap', async () => {
  const id = await setUpWork();
  await mailbox.remote.add(remoteMail(1, { receivedAt: new Date(Date.now() + DAY_MS).toISOString() }));
  await mailbox.remote.forgetCursors();
  tab.page.visible = false;
  await vi.advanceTimersByTimeAsync(60 * DAY_MS);
  await tab.api.sync(id);
  expect(tab.subjects()).toEqual(['Matter 1']);
});

test('a look ends at once with the work of the app, and goes on later', async () => {
  await mailbox.remote.add(...remoteMails(1, 3));
  await mailbox.remote.stall();
  const { id } = await tab.api.add(newSource(ADDRESS));
  await eventually(() => expect(mailbox.asked).toHaveLength(1));
  await tab.stop();
  expect(tab.card(id)).toMatchObject({ state: 'ready', failure: null });
  await mailbox.remote.mend();
  await vi.advanceTimersByTimeAsync(60_000);
  await settled(tab, id);
  expect(tab.subjects()).toEqual(subjects(1, 3));
});

test('a mail that fails again and again is passed over in the end, and said', async () => {
  await mailbox.remote.add(...remoteMails(1, 3));
  const id = await setUpWork();
  await mailbox.remote.add(...remoteMails(4, 3));
  mailbox.onRequest = (what, ref) => {
    if (what === 'fetch' && ref === 'ref-4')
      throw new DesksideError({ code: 'integrity-failed', message: 'It makes no sense.', retryable: true });
  };
  expect((await tab.api.sync(id)).failure?.code).toBe('integrity-failed');
  expect((await tab.api.sync(id)).failure?.code).toBe('integrity-failed');
  const third = await tab.api.sync(id);
  expect(third).toMatchObject({ failure: null, problems: [{ failure: { code: 'integrity-failed' } }] });
  expect(tab.subjects()).toEqual(subjects(1, 6).filter((subject) => subject !== 'Matter 5'));
});
