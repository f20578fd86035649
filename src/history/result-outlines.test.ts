import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { MessageResult } from '../contracts/briefing';
import { makeMessage } from '../../tests/support/make-message';
import { createHistory, openHistory, type History } from './history';
import { HISTORY_DATABASE } from './history-schema';
import { createMemoryHistoryStorage } from './memory-history-storage';
import type { ResultOutline } from './result-outline';

const result = (id: string, phrased = false): MessageResult => ({
  ...{ id, triage: null, summary: null, asks: null, draft: null, phrased, timings: {} },
});

async function outlines(history: History): Promise<ResultOutline[]> {
  const pages: ResultOutline[] = [];
  for await (const page of history.results.outlines()) pages.push(...page);
  return pages.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const openings = { IndexedDB: openHistory, memory: async () => createHistory(createMemoryHistoryStorage()) };

describe.each(Object.entries(openings))('the history in %s', (_, open) => {
  afterEach(() => deleteDB(HISTORY_DATABASE.name));

  it('keeps an outline of each result, whoever writes or deletes it', async () => {
    const history = await open();
    await history.messages.add([makeMessage({ id: 'a' })]);
    await history.results.put(result('a'));
    await history.results.put(result('a', true));
    expect(await outlines(history)).toEqual([expect.objectContaining({ id: 'a', phrased: true })]);

    const removed = await history.removal.remove(['a']);
    expect(await outlines(history)).toEqual([]);
    await history.removal.restore(removed);
    expect(await outlines(history)).toHaveLength(1);
    await history.clear();
    expect(await outlines(history)).toEqual([]);
    history.close();
  });

  it('reads more mails than go into a page, each once and the newest first', async () => {
    const history = await open();
    const mails = Array.from({ length: 1_203 }, (_each, nth) =>
      makeMessage({
        id: `mail-${(nth * 7) % 1_203}`,
        role: nth % 3 === 0 ? 'sent' : 'inbox',
        date: new Date(1_790_000_000_000 + ((nth * 31) % 1_203) * 60_000).toISOString(),
      }),
    );
    await history.messages.add(mails);
    for (const role of ['inbox', 'sent'] as const) {
      const dates = (await history.messages.list({ role })).map(({ date }) => date);
      expect(dates).toEqual(
        mails
          .filter((mail) => mail.role === role)
          .map(({ date }) => date)
          .sort()
          .reverse(),
      );
      expect(await history.messages.count({ role })).toBe(dates.length);
    }
    history.close();
  });

  it('reads each mail once although others are deleted meanwhile', async () => {
    const history = await open();
    const mails = Array.from({ length: 600 }, (_each, nth) => makeMessage({ id: `mail-${nth}` }));
    await history.messages.add(mails);
    for (const { id } of mails) await history.results.put(result(id));
    const seen: string[] = [];
    for await (const page of history.results.outlines()) {
      const ids = page.map(({ id }) => id);
      seen.push(...ids);
      await history.removal.remove(ids.slice(-2));
    }
    expect(seen).toHaveLength(600);
    expect(new Set(seen).size).toBe(600);
    history.close();
  });
});

it('outlines the results of an earlier version', async () => {
  const old = await openDB(HISTORY_DATABASE.name, 3, {
    upgrade(database, oldVersion, newVersion, transaction) {
      HISTORY_DATABASE.upgrade(
        database as never,
        oldVersion,
        newVersion,
        transaction as never,
        new Event('upgrade') as never,
      );
      for (const name of [
        'resultOutlines',
        'marks',
        'originals',
        'folders',
        'sources',
        'sourceMail',
        'searchSegments',
      ])
        if (database.objectStoreNames.contains(name)) database.deleteObjectStore(name);
    },
  });
  await old.put('results', result('old', true));
  old.close();
  const history = await openHistory();
  expect(history.notice).toBeNull();
  expect(await outlines(history)).toEqual([expect.objectContaining({ id: 'old', phrased: true })]);
  history.close();
  await deleteDB(HISTORY_DATABASE.name);
});
