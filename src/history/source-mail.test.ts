import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { HISTORY_DATABASE } from './history-schema';
import { createHistory, openHistory, type History } from './history';
import { createMemoryHistoryStorage } from './memory-history-storage';
import { createSourceMail } from './source-mail';

const NOW = '2026-11-27T08:00:00.000Z';
const openings = { IndexedDB: openHistory, memory: async () => createHistory(createMemoryHistoryStorage()) };
const ids = async ({ messages }: History) => (await messages.list()).map(({ id }) => id).sort();
/** The same mail as the one of `id`, in other bytes. */
const inOtherBytes = (id: string, otherId: string) =>
  makeMessage({ id: otherId, messageId: `<${id}@x.example>`, text: 'The  text.' });
const original = (id: string) => makeMessage({ id, text: 'The text.' });

describe.each(Object.entries(openings))('where mails came from, in %s', (_, open) => {
  let history: History;
  const sourceMail = () => createSourceMail(history.rows);
  afterEach(async () => {
    history.close();
    await deleteDB(HISTORY_DATABASE.name);
  });

  it('joins what two sources have in different bytes, also when one of them lists it again', async () => {
    history = await open();
    expect(await history.messages.addFrom('work', [original('a')], NOW)).toHaveLength(1);
    for (let round = 0; round < 2; round += 1)
      expect(await history.messages.addFrom('home', [inOtherBytes('a', 'b')], NOW)).toEqual([]);
    expect(await ids(history)).toEqual(['a']);
    expect([...(await sourceMail().sourcesOf('a'))].sort()).toEqual(['home', 'work']);
    expect(await sourceMail().onlyFrom('work')).toEqual([]);
  });

  it('keeps two mails apart that one source has', async () => {
    history = await open();
    const added = await history.messages.addFrom('work', [original('a'), inOtherBytes('a', 'b')], NOW);
    expect(added).toHaveLength(2);
    expect(await sourceMail().count('work')).toBe(2);
  });

  it('shows a mail that claims to be another one beside it', async () => {
    history = await open();
    await history.messages.addFrom('work', [original('a')], NOW);
    const forged = makeMessage({ id: 'b', messageId: '<a@x.example>', text: 'Pay to another account.' });
    expect(await history.messages.addFrom('home', [forged], NOW)).toHaveLength(1);
    expect(await ids(history)).toEqual(['a', 'b']);
  });

  it('does not bring back what was deleted, from any source, until it is put back', async () => {
    history = await open();
    await history.messages.addFrom('work', [original('a')], NOW);
    const removed = await history.removal.remove(['a']);
    expect(await sourceMail().count('work')).toBe(0);
    expect(await history.messages.addFrom('work', [original('a')], NOW)).toEqual([]);

    await history.removal.restore(removed);
    expect(await ids(history)).toEqual(['a']);
    expect(await sourceMail().count('work')).toBe(1);
    await history.removal.remove(['a']);
    expect(await history.messages.addFrom('home', [original('a')], NOW)).toEqual([]);
    expect(await history.messages.add([original('a')])).toHaveLength(1);
  });

  it('knows what else brought a mail, by hand before or after', async () => {
    history = await open();
    await history.messages.add([original('before')]);
    await history.messages.addFrom('work', ['before', 'after', 'alone'].map(original), NOW);
    await history.messages.add([original('after')]);
    expect(await sourceMail().onlyFrom('work')).toEqual(['alone']);
    await sourceMail().forget('work');
    expect(await sourceMail().count('work')).toBe(0);
  });

  it('keeps the sources when all mail is deleted', async () => {
    history = await open();
    await history.sources.put({
      ...{ id: 'work', name: 'Work', setup: { kind: 'gmail', clientId: 'c' }, days: 14 },
      ...{ addedAt: '2026-11-20T08:00:00.000Z', origins: [], keepsSecret: false, draftsAllowed: false },
      ...{ notBefore: null, cursor: 'c', syncedAt: null, sealedSecret: null },
    });
    await history.messages.addFrom('work', [original('a')], NOW);
    await history.clear();
    expect(await sourceMail().count('work')).toBe(0);
    expect((await history.sources.get('work'))?.notBefore).not.toBeNull();
  });
});
