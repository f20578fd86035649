import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../contracts/briefing';
import { HISTORY_DATABASE } from './history-schema';
import { createHistory, openHistory, type History } from './history';
import { mailItemId } from './mail-row-ids';
import { createMemoryHistoryStorage } from './memory-history-storage';
import { DEFAULT_SETTINGS } from './default-settings';
import type { Write } from './note-writes';
import { allRows, mail, result } from './testing/rows';

const draft = (text: string, origin: Draft['origin']): Draft => ({
  subject: 'Re',
  to: [],
  text,
  covers: [],
  unsupported: [],
  origin,
});

let history: History;
afterEach(async () => {
  history.close();
  await deleteDB('deskside-history');
});

describe.each([
  ['in IndexedDB', () => openHistory()],
  ['in memory', async () => createHistory(createMemoryHistoryStorage())],
])('the history %s', (_name, open) => {
  beforeEach(async () => {
    history = await open();
  });

  it('adds a mail once, however often it is imported', async () => {
    expect(await history.messages.add([mail('a'), mail('a'), mail('b')])).toHaveLength(2);
    expect((await history.messages.add([mail('b'), mail('c')])).map(({ id }) => id)).toEqual(['c']);
    expect(await history.messages.count()).toBe(3);
    expect(await history.messages.get('c')).toEqual(mail('c'));
    expect(await history.messages.get('d')).toBeUndefined();
  });

  it('samples a table from its beginning to its end', async () => {
    expect(await history.rows.sample('outlines', 4)).toEqual({ total: 0, rows: [] });
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    await history.messages.add(ids.map((id) => mail(id)));
    const { total, rows } = await history.rows.sample('outlines', 4);
    expect(total).toBe(9);
    expect(rows.map(({ id }) => id)).toEqual(['a', 'c', 'e', 'g']);
    expect((await history.rows.sample('outlines', 60)).rows).toHaveLength(9);
  });

  it('finds a mail known while others of its batch are new, and keeps what it is', async () => {
    await history.messages.add([mail('a', { subject: 'As it was' })], '2026-11-01T08:00:00.000Z');
    const added = await history.messages.add([mail('new'), mail('a', { subject: 'Otherwise' }), mail('b')]);
    expect(added.map(({ id }) => id)).toEqual(['new', 'b']);
    const outlines = await history.messages.list({ threadId: 'thread-a' });
    expect(outlines).toMatchObject([{ subject: 'As it was', addedAt: '2026-11-01T08:00:00.000Z' }]);
    expect((await history.messages.get('a'))?.subject).toBe('As it was');
  });

  it('leaves words of a deleted mail in no part of the search index, and other parts as they are', async () => {
    await history.messages.add([mail('a'), mail('b'), mail('c')]);
    await history.searchSegments.put(
      { id: 'first', items: [mailItemId('a'), mailItemId('b')], value: {} },
      { id: 'second', items: [mailItemId('c')], value: {} },
    );
    await history.removal.remove(['b']);
    expect(await history.searchSegments.ids()).toEqual(['second']);
  });

  it('lists without texts, newest first, undated last, by role', async () => {
    await history.messages.add([
      mail('old', { date: '2026-11-01T08:00:00.000Z' }),
      mail('undated', { date: null }),
      mail('new', { date: '2026-11-21T08:00:00.000Z', text: '  Could you\n\nsend it?  ' }),
      mail('sent', { role: 'sent' }),
    ]);
    const inbox = await history.messages.list({ role: 'inbox' });
    expect(inbox.map(({ id }) => id)).toEqual(['new', 'old', 'undated']);
    expect(inbox[0]).toEqual({
      id: 'new',
      messageId: '<new@example.org>',
      threadId: 'thread-new',
      role: 'inbox',
      senderName: 'Ada',
      senderAddress: 'ada@example.org',
      subject: 'Subject new',
      date: '2026-11-21T08:00:00.000Z',
      snippet: 'Could you send it?',
      warningCount: 0,
      attachmentCount: 0,
    });
    expect(await history.messages.count({ role: 'sent' })).toBe(1);
  });

  it('joins a reply with its stored parent, and parents that come later', async () => {
    await history.messages.add([mail('parent')]);
    const [reply] = await history.messages.add([mail('reply', { inReplyTo: '<parent@example.org>' })]);
    expect(reply?.threadId).toBe('thread-parent');

    await history.messages.add([mail('child', { references: ['<late@example.org>'] })]);
    const [late] = await history.messages.add([mail('late')]);
    expect(late?.threadId).toBe('thread-child');
  });

  it('makes one of two stored threads that a new mail connects', async () => {
    await history.messages.add([mail('a'), mail('b')]);
    await history.messages.add([mail('a2', { inReplyTo: '<a@example.org>' })]);
    await history.messages.add([mail('bridge', { references: ['<a2@example.org>', '<b@example.org>'] })]);
    const threads = new Set((await history.messages.list()).map(({ threadId }) => threadId));
    expect(threads.size).toBe(1);
    const [threadId] = threads;
    expect((await history.messages.get('b'))?.threadId).toBe(threadId);
    const [later] = await history.messages.add([mail('later', { inReplyTo: '<b@example.org>' })]);
    expect(later?.threadId).toBe(threadId);
  });

  it('never lets a new briefing write over a draft that the user edited', async () => {
    await history.results.put(result('a', { draft: draft('mine', 'user') }));
    const kept = await history.results.put(result('a', { phrased: true, draft: draft('theirs', 'model') }));
    expect(kept).toMatchObject({ phrased: true, draft: { text: 'mine' } });
    await history.results.put(result('a'));
    expect((await history.results.get('a'))?.draft?.text).toBe('mine');
    await history.results.put(result('a', { draft: draft('mine, better', 'user') }));
    expect((await history.results.get('a'))?.draft?.text).toBe('mine, better');
    await history.results.put(result('a', { draft: draft('asked for', 'model') }), {
      replaceUserDraft: true,
    });
    expect((await allRows(history, 'results')).map((each) => each.draft?.text)).toEqual(['asked for']);
  });

  it('keeps vectors by model', async () => {
    const vector = Float32Array.of(0.6, 0.8);
    await history.embeddings.put('a', 'minilm', vector);
    await history.embeddings.put('a', 'other', Float32Array.of(1));
    expect(await history.embeddings.get('a', 'minilm')).toEqual(vector);
    expect(await history.embeddings.all('minilm')).toEqual(new Map([['a', vector]]));
    expect(await history.embeddings.get('b', 'minilm')).toBeUndefined();
  });

  it('keeps corrections until they are taken back', async () => {
    const correction = {
      id: 'a',
      category: 'act',
      urgent: true,
      madeAt: '2026-11-20T08:00:00.000Z',
      sender: 'ada@example.org',
      embedding: Float32Array.of(1, 0),
    } as const;
    await history.corrections.put(correction);
    await history.corrections.put({ ...correction, category: 'skip' });
    expect(await history.corrections.all()).toEqual([{ ...correction, category: 'skip' }]);
    await history.corrections.delete('a');
    expect(await history.corrections.all()).toEqual([]);
  });

  it('keeps the positions taken on what is asked', async () => {
    const answers = [{ askId: 'ask-1', stance: 'yes', note: 'by Friday' }] as const;
    expect(await history.answers.get('a')).toEqual([]);
    await history.answers.put('a', answers);
    expect(await history.answers.get('a')).toEqual(answers);
  });

  it('loses neither of two positions that are taken at the same time', async () => {
    await Promise.all([
      history.answers.put('a', [{ askId: 'ask-1', stance: 'yes', note: '' }]),
      history.answers.put('a', [{ askId: 'ask-2', stance: 'no', note: '' }]),
    ]);
    await history.answers.put('a', [{ askId: 'ask-1', stance: 'later', note: '' }]);
    expect(await history.answers.get('a')).toEqual([
      { askId: 'ask-2', stance: 'no', note: '' },
      { askId: 'ask-1', stance: 'later', note: '' },
    ]);
  });

  it('tells what has been written once it is stored, and nothing of what was not', async () => {
    const told: (readonly Write[])[] = [];
    history.onWrites((writes) => told.push(writes));
    await history.messages.add([mail('a'), mail('b')]);
    await history.results.put(result('a'));
    await history.settings.change({ theme: 'dark' });
    await history.messages.list();
    await history.embeddings.put('a', 'minilm', Float32Array.of(1));
    await history.rules.change('none', () => null);
    await expect(
      history.rows.transact(['marks'], 'readwrite', async ({ marks }) => {
        await marks.put({ id: 'a', doneAt: '' });
        throw new Error('no room');
      }),
    ).rejects.toThrow();
    await history.removal.remove(['b']);
    await history.clear();
    const [added, made, set, read, removed, cleared, ...others] = told;
    expect(others).toEqual([]);
    expect(added).toEqual(
      expect.arrayContaining([
        ['outlines', 'a'],
        ['outlines', 'b'],
        ['messages', 'a'],
      ]),
    );
    expect(made).toEqual(expect.arrayContaining([['results', 'a']]));
    expect(set).toEqual([['settings', 'settings']]);
    expect(read).toEqual([['embeddings', 'minilm']]);
    expect(removed).toEqual(expect.arrayContaining([['outlines', 'b']]));
    expect(cleared).toEqual(expect.arrayContaining([['outlines', null]]));
    expect(cleared?.some(([table]) => table === 'settings')).toBe(false);
  });

  it('starts with default settings and keeps changes', async () => {
    expect(await history.settings.get()).toEqual(DEFAULT_SETTINGS);
    await history.settings.put({ ...DEFAULT_SETTINGS, theme: 'dark', ownerName: 'Ada' });
    expect(await history.settings.get()).toMatchObject({ theme: 'dark', ownerName: 'Ada', device: 'auto' });
  });

  it('loses neither of two settings that are changed at the same time', async () => {
    const changes = [{ theme: 'dark' }, { ownerName: 'Ada' }, { badge: false }] as const;
    await Promise.all(changes.map((change) => history.settings.change(change)));
    expect(await history.settings.get()).toMatchObject(Object.assign({}, ...changes));
  });

  it('loses neither of two servers that are added at the same time', async () => {
    const server = (id: string) => ({
      ...{ id, name: id, kind: 'ollama' as const, baseUrl: `http://${id}:1/v1/`, apiKey: null, models: [] },
    });
    const add = (id: string) =>
      history.settings.change(({ ownServers }) => ({ ownServers: [...ownServers, server(id)] }));
    await Promise.all(['abcdef01', 'abcdef02'].map(add));
    expect((await history.settings.get()).ownServers).toHaveLength(2);
  });

  it('deletes all mail and what came of it, and leaves the settings', async () => {
    await history.messages.add([mail('a')]);
    await history.results.put(result('a'));
    await history.embeddings.put('a', 'minilm', Float32Array.of(1));
    await history.answers.put('a', [{ askId: 'ask-1', stance: 'no', note: '' }]);
    await history.settings.put({ ...DEFAULT_SETTINGS, theme: 'dark' });
    await history.clear();
    expect(await history.messages.list()).toEqual([]);
    expect(await history.messages.get('a')).toBeUndefined();
    expect(await allRows(history, 'results')).toEqual([]);
    expect((await history.embeddings.all('minilm')).size).toBe(0);
    expect(await history.answers.get('a')).toEqual([]);
    expect((await history.settings.get()).theme).toBe('dark');
    // A mail that comes again is new, and in no thread of before.
    const [again] = await history.messages.add([mail('b', { inReplyTo: '<a@example.org>' })]);
    expect(again?.threadId).toBe('thread-b');
  });
});

it('forgets what was noted of tasks with the mail, and keeps what was spent and what left', async () => {
  history = createHistory(createMemoryHistoryStorage());
  await history.taskRecords.put({
    id: 'a draft',
    task: 'draft',
    at: 0,
    bytes: { extracts: 1, whole: 2 },
    found: [],
    local: { confidence: 1, unsupported: 0, leavesOpen: false, cutShort: false },
    category: null,
  });
  const row = { id: 'row', at: 0, origin: 'https://relay.example', path: '/', sentBytes: 1, bytes: 1 };
  await history.egress.put({ ...row, hash: null, reason: 'Sign-in', consent: 'setting' });
  await history.clear();
  expect(await history.taskRecords.all()).toEqual([]);
  expect(await history.egress.all()).toHaveLength(1);
});

describe('opening the history', () => {
  it('finds everything again after a reload', async () => {
    history = await openHistory();
    await history.messages.add([mail('a')]);
    history.close();
    history = await openHistory();
    expect(history.notice).toBeNull();
    expect(await history.messages.get('a')).toEqual(mail('a'));
  });

  it('works from memory and says so where IndexedDB is not to be had', async () => {
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    history = await openHistory();
    open.mockRestore();
    expect(history.notice).toMatchObject({ code: 'storage-unavailable' });
    await history.messages.add([mail('a')]);
    expect(await history.messages.count()).toBe(1);
  });

  it('leaves a database of a newer version alone', async () => {
    const newer = await openDB('deskside-history', HISTORY_DATABASE.version + 1, {
      upgrade: (database) => database.createObjectStore('messages', { keyPath: 'id' }),
    });
    await newer.put('messages', mail('a'));
    newer.close();
    await expect(openHistory()).rejects.toMatchObject({
      failure: { code: 'storage-unavailable', message: expect.stringContaining('newer Deskside') },
    });
    const still = await openDB('deskside-history');
    expect(await still.count('messages')).toBe(1);
    still.close();
  });
});
