import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { createHistory, type History } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
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

/** What of the app has to do with deleting mail, as each tab builds it. */
async function openTab({ isShared = true } = {}) {
  const rows = createMailRows();
  const changes = createChangeBus();
  const results = createMailResults(history, rows, changes);
  const stopWork = vi.fn(async () => undefined);
  const parts = {
    rows,
    changes,
    apart: (work: () => Promise<void>) => work(),
    follow: async () => undefined,
  };
  const channel = openMailChannel(isShared, 'mail-of-this-test');
  const work = createMailWork({
    ...{ history, ...parts, tellOthers: channel.tell },
    corrections: () => Promise.reject(new Error('Nothing here was corrected.')),
  });
  const reload = () => showStored(history, rows);
  channel.listen((news) => followMailNews(news, { ...parts, reload, stopWork }));
  await reload();

  let open: MessageDetail | null = null;
  return {
    ...{ work, rows, changes, channel, stopWork },
    listed: () => rows.current().map(({ id, done }) => `${id}${done ? ' done' : ''}`),
    /** Opens a mail, and returns what of it is shown. */
    read(id: string) {
      ends.push(watchMessage(id, results, changes).subscribe((detail) => void (open = detail)));
      return () => open?.message.id ?? null;
    },
  };
}

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

test('tabs that each hold mail of their own leave that of others alone', async () => {
  const [one, other] = [await openTab({ isShared: false }), await openTab({ isShared: false })];
  await one.work.remove(['a']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(other.listed()).toEqual(['a', 'b']);
});
