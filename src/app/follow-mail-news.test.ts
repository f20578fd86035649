import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { createHistory, type History } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import type { MessageResult } from '../contracts/briefing';
import type { MessageDetail } from './api';
import { ALL_MAIL, createChangeBus } from './change-bus';
import { followMailNews } from './follow-mail-news';
import { openMailChannel } from './mail-channel';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import { createMailWork } from './mail-work';
import { watchMessage } from './message-detail';
import { showStored } from './show-stored';

let history: History;
const ends: (() => void)[] = [];

/** What of the app has to do with what becomes of mail, as each tab builds it. */
async function openTab({ isShared = true } = {}) {
  const rows = createMailRows();
  const changes = createChangeBus();
  const channel = openMailChannel(isShared, 'mail-of-this-test');
  const results = createMailResults(history, rows, changes, channel.tellChanged);
  const stopWork = vi.fn(async () => undefined);
  const parts = {
    rows,
    changes,
    apart: (work: () => Promise<void>) => work(),
    follow: async () => undefined,
  };
  const work = createMailWork({
    ...{ history, ...parts, tellOthers: channel.tell },
    corrections: () => Promise.reject(new Error('Nothing here was corrected.')),
  });
  const reload = () => showStored(history, rows);
  channel.listen((news) => followMailNews(news, { history, ...parts, reload, stopWork }));
  await reload();

  let open: MessageDetail | null | undefined;
  return {
    ...{ work, rows, results, changes, channel, stopWork },
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
  history = createHistory(createMemoryHistoryStorage());
  const date = (day: number) => `2026-10-0${day}T08:00:00Z`;
  await history.messages.add([
    makeMessage({ id: 'a', date: date(2) }),
    makeMessage({ id: 'b', date: date(1) }),
  ]);
});
afterEach(() => ends.splice(0).forEach((end) => end()));

test('what is deleted in one tab goes from the list of another, where it is open too, and comes back there as it was', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.markDone(['a'], true);
  const shown = other.read('a');
  await vi.waitFor(() => expect(shown()).toBe('a'));

  const putBack = await one.work.remove(['a']);
  await vi.waitFor(() => expect(other.listed()).toEqual(['b']));
  await vi.waitFor(() => expect(shown()).toBeNull());

  await putBack();
  await vi.waitFor(() => expect(other.listed()).toEqual(['a done', 'b']));
  await vi.waitFor(() => expect(shown()).toBe('a'));
});

test('a clean-up in one tab is followed in another', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.purge(['b'], {});
  await vi.waitFor(() => expect(other.listed()).toEqual(['a']));
});

test('where all mail was deleted, another tab ends what it makes of mail and shows none', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const shown = other.read('a');
  await vi.waitFor(() => expect(shown()).toBe('a'));
  const told = vi.fn();
  other.changes.on(ALL_MAIL, told);

  await history.clear();
  one.channel.tell({ kind: 'cleared' });
  await vi.waitFor(() => expect(other.listed()).toEqual([]));
  await vi.waitFor(() => expect(shown()).toBeNull());
  expect(other.stopWork).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledOnce();
});

test('what is marked as done in one tab is done in another, until it is opened again', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.work.markDone(['a', 'b'], true);
  await vi.waitFor(() => expect(other.listed()).toEqual(['a done', 'b done']));
  await one.work.markDone(['b'], false);
  await vi.waitFor(() => expect(other.listed()).toEqual(['a done', 'b']));
});

test('a corrected category and an edited draft are shown in another tab, in the list and where the mail is open', async () => {
  const [one, other] = [await openTab(), await openTab()];
  other.read('a');
  await vi.waitFor(() => expect(other.shown()).not.toBeNull());

  await one.results.change('a', sortedByUser);
  await one.results.change('b', sortedByUser);
  for (const id of ['a', 'b'])
    await vi.waitFor(() =>
      expect(other.rows.get(id)).toMatchObject({ category: 'act', urgent: true, source: 'user' }),
    );
  expect(other.shown()?.triage?.category).toBe('act');

  await one.results.change('a', withDraft('On Friday then.'));
  await vi.waitFor(() => expect(other.shown()?.draft?.text).toBe('On Friday then.'));
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
  const [one, other] = [await openTab({ isShared: false }), await openTab({ isShared: false })];
  await one.work.remove(['a']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(other.listed()).toEqual(['a', 'b']);
});
