import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import { makeMessage } from '../../tests/support/make-message';
import { createHistory, type History } from '../history/history';
import { outlineOf } from '../history/message-outline';
import type { HistoryStorage } from '../history/history-tables';
import { DEFAULT_SETTINGS } from '../history/default-settings';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { createObservable } from '../platform/observable';
import type { MessageResult } from '../contracts/briefing';
import type { Settings } from '../contracts/settings';
import type { MessageDetail } from './api';
import { ALL_MAIL, createChangeBus, elsewhere } from './change-bus';
import { createTabFollower, type FollowParts } from './follow-tabs';
import { joinTabs } from './join-tabs';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import { createMailWork } from './mail-work';
import { watchMessage } from './message-detail';
import { showStored } from './show-stored';
import { openTabChannel } from './tab-channel';

let storage: HistoryStorage;
/** Of a tab that is not on the page here. */
let history: History;
let channelName = '';
const ends: (() => void)[] = [];

/** What of the app has to do with what other tabs write, as each tab builds it. */
async function openTab({ overrides = {} as Partial<Settings> } = {}) {
  const history = createHistory(storage);
  const rows = createMailRows();
  const changes = createChangeBus();
  const channel = openTabChannel(new BroadcastChannel(channelName));
  history.onWrites(channel.tell);
  const results = createMailResults(history, rows, changes);
  const stopWork = vi.fn(async () => undefined);
  const countAgain = vi.fn(async () => undefined);
  const setDevice = vi.fn();
  const settings = createObservable<Settings>({ ...(await history.settings.get()), ...overrides });
  const parts = { history, rows, changes, apart: (part: () => Promise<void>) => part() };
  const work = createMailWork({
    ...{ ...parts, follow: async () => undefined },
    corrections: () => Promise.reject(new Error('Nothing here was corrected.')),
  });
  let reading: Promise<void> | null = null;
  const reload = vi.fn(() => (reading = showStored(history, rows).finally(() => (reading = null))));
  await reload();
  const follow = vi.fn(
    createTabFollower({
      ...parts,
      settings,
      overrides,
      setDevice,
      countAgain,
      reload,
      stopWork,
      reading: () => reading,
    }),
  );
  channel.listen(follow);

  let open: MessageDetail | null | undefined;
  return {
    ...{ history, work, rows, results, changes, channel, settings },
    ...{ stopWork, countAgain, setDevice, reload, follow },
    listed: () => rows.current().map(({ id, done }) => `${id}${done ? ' done' : ''}`),
    /** Opens a mail, and returns what of it is shown. */
    read(id: string) {
      ends.push(watchMessage(id, results, changes).subscribe((detail) => void (open = detail)));
      return () => open?.message.id ?? null;
    },
    shown: () => open?.result ?? null,
  };
}

const sortedByUser = (result: MessageResult): MessageResult => ({
  ...result,
  triage: {
    ...{ category: 'act', urgent: true, confidence: 1, urgency: 1, source: 'user', reasons: [] },
    probabilities: { reply: 0, act: 1, read: 0, skip: 0 },
  },
});

const withDraft =
  (text: string) =>
  (result: MessageResult): MessageResult => ({
    ...result,
    draft: { subject: 'Re', to: [], text, covers: [], unsupported: [], origin: 'user' },
  });

beforeEach(async () => {
  storage = createMemoryHistoryStorage();
  // Those of earlier tests are still open.
  channelName = crypto.randomUUID();
  history = createHistory(storage);
  const date = (day: number) => `2026-10-0${day}T08:00:00Z`;
  await history.messages.add([
    makeMessage({ id: 'a', date: date(2) }),
    makeMessage({ id: 'b', date: date(1) }),
  ]);
});
afterEach(() => ends.splice(0).forEach((end) => end()));

test('mail that comes in in one tab is listed in another, where Sent mail is counted only', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.history.messages.add([
    makeMessage({ id: 'c', date: '2026-10-03T08:00:00Z' }),
    makeMessage({ id: 'sent', role: 'sent' }),
  ]);
  await eventually(() => expect(other.listed()).toEqual(['c', 'a', 'b']));
  await eventually(() => expect(other.countAgain).toHaveBeenCalledOnce());
  expect(one.countAgain).not.toHaveBeenCalled();
});

test('two tabs that import at the same time both list all of it, once', async () => {
  const tabs = [await openTab(), await openTab()] as const;
  const mails = Array.from({ length: 30 }, (_, at) =>
    makeMessage({ id: `m${String(at).padStart(2, '0')}`, date: new Date(at).toISOString() }),
  );
  const importIn = async ({ history, rows }: (typeof tabs)[number], part: typeof mails) => {
    for (let at = 0; at < part.length; at += 4) {
      rows.add(await history.messages.add(part.slice(at, at + 4)).then((added) => added.map(outlineOf)));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all([importIn(tabs[0], mails.slice(0, 20)), importIn(tabs[1], mails.slice(10))]);
  const all = ['a', 'b', ...mails.map(({ id }) => id).reverse()];
  for (const { listed } of tabs) await eventually(() => expect(listed()).toEqual(all));
});

test('a long import in one tab costs another a few looks at what is new, and never at all that is stored', async () => {
  const [one, other] = [await openTab(), await openTab()];
  other.reload.mockClear();
  for (let batch = 0; batch < 400; batch += 1)
    await one.history.messages.add([makeMessage({ id: `m${batch}` }), makeMessage({ id: `n${batch}` })]);
  await eventually(() => expect(other.listed()).toHaveLength(802));
  expect(other.follow.mock.calls.length).toBeLessThan(20);
  expect(other.reload).not.toHaveBeenCalled();
  await eventually(() => expect(other.countAgain).toHaveBeenCalled());
  expect(other.countAgain).toHaveBeenCalledOnce();
});

test('what is written while a tab is opened is shown there too', async () => {
  const one = await openTab();
  const opened = openTab();
  await one.history.messages.add([makeMessage({ id: 'c', date: '2026-10-03T08:00:00Z' })]);
  await one.work.remove(['b']);
  const other = await opened;
  await eventually(() => expect(other.listed()).toEqual(['c', 'a']));
});

test('what is deleted in one tab while another reads the list anew does not come back there', async () => {
  await history.messages.add(Array.from({ length: 700 }, (_, at) => makeMessage({ id: `m${at}` })));
  const [one, other] = [await openTab(), await openTab()];
  const listed = vi.spyOn(other.history.messages, 'list').mockImplementationOnce(async (query) => {
    const outlines = await other.history.messages.list(query);
    await one.work.purge(['m1', 'm2'], {});
    await eventually(() => expect(other.rows.get('m2')).toBeUndefined());
    return outlines;
  });
  await other.reload();
  expect(listed).toHaveBeenCalled();
  await eventually(() => expect(other.listed()).toHaveLength(700));
});

test('settings are followed, but for what the address of a tab says of this visit', async () => {
  const one = await openTab();
  const other = await openTab({ overrides: { generation: false } });
  await one.history.settings.change({ theme: 'dark', language: 'de', device: 'wasm', generation: true });
  await eventually(() =>
    expect(other.settings.get()).toEqual({
      ...DEFAULT_SETTINGS,
      ...{ theme: 'dark', language: 'de', device: 'wasm', generation: false },
    }),
  );
  expect(other.setDevice).toHaveBeenCalledExactlyOnceWith('wasm');
});

test('areas of the app are told which tables another tab has written, and not what theirs has', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const [told, toldHere] = [vi.fn(), vi.fn()];
  other.changes.on(elsewhere('rules'), told);
  one.changes.on(elsewhere('rules'), toldHere);
  await one.history.rules.delete('none');
  await eventually(() => expect(told).toHaveBeenCalledOnce());
  await one.history.rules.all();
  await one.history.documents.clear();
  await other.history.labelSets.clear();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(told).toHaveBeenCalledOnce();
  expect(toldHere).not.toHaveBeenCalled();
});

test('what was gathered when a page goes is told then', async () => {
  const [one, other] = [await openTab(), await openTab()];
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  await one.work.markDone(['a'], true);
  await one.work.markDone(['b'], true);
  one.channel.flush();
  vi.useRealTimers();
  await eventually(() => expect(other.listed()).toEqual(['a done', 'b done']));
});

test('what is deleted in one tab goes from the list of another, where it is open too, and comes back there as it was', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.markDone(['a'], true);
  const shown = other.read('a');
  await eventually(() => expect(shown()).toBe('a'));

  const putBack = await one.work.remove(['a']);
  await eventually(() => expect(other.listed()).toEqual(['b']));
  await eventually(() => expect(shown()).toBeNull());

  await putBack();
  await eventually(() => expect(other.listed()).toEqual(['a done', 'b']));
  await eventually(() => expect(shown()).toBe('a'));
});

test('a clean-up in one tab is followed in another', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.purge(['b'], {});
  await eventually(() => expect(other.listed()).toEqual(['a']));
});

test('where all mail was deleted, another tab ends what it makes of mail and shows none', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const shown = other.read('a');
  await eventually(() => expect(shown()).toBe('a'));
  const told = vi.fn();
  other.changes.on(ALL_MAIL, told);

  await one.history.clear();
  await eventually(() => expect(other.listed()).toEqual([]));
  await eventually(() => expect(shown()).toBeNull());
  expect(other.stopWork).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledOnce();
});

test('what is marked as done in one tab is done in another, until it is opened again', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.markDone(['a', 'b'], true);
  await eventually(() => expect(other.listed()).toEqual(['a done', 'b done']));
  await one.work.markDone(['b'], false);
  await eventually(() => expect(other.listed()).toEqual(['a done', 'b']));
});

test('a corrected category and an edited draft are shown in another tab, in the list and where the mail is open', async () => {
  const [one, other] = [await openTab(), await openTab()];
  other.read('a');
  await eventually(() => expect(other.shown()).not.toBeNull());

  await one.results.change('a', sortedByUser);
  await one.results.change('b', sortedByUser);
  for (const id of ['a', 'b'])
    await eventually(() =>
      expect(other.rows.get(id)).toMatchObject({ category: 'act', urgent: true, source: 'user' }),
    );
  expect(other.shown()?.triage?.category).toBe('act');

  await one.results.change('a', withDraft('On Friday then.'));
  await eventually(() => expect(other.shown()?.draft?.text).toBe('On Friday then.'));
  expect(other.rows.get('a')?.hasDraft).toBe(true);
});

test('what two tabs change of one mail at the same time is all kept', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await Promise.all([
    one.results.change('a', sortedByUser),
    other.results.change('a', withDraft('On Friday then.')),
    one.results.change('a', (result) => ({ ...result, phrased: true })),
  ]);
  expect(await history.results.get('a')).toMatchObject({
    triage: { category: 'act' },
    draft: { text: 'On Friday then.' },
    phrased: true,
  });
});

test('tabs that each hold mail of their own leave that of others alone', async () => {
  channelName = 'deskside-store';
  const other = await openTab();
  const one = createHistory(storage, { code: 'storage-unavailable', message: '', retryable: false });
  joinTabs(one).follow({} as FollowParts);
  await one.removal.remove(['a']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(other.listed()).toEqual(['a', 'b']);
});
