import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_DATABASE } from './history-schema';
import { createHistory, openHistory, type History } from './history';
import type { TableName } from './history-tables';
import { createMemoryHistoryStorage } from './memory-history-storage';
import { TABLE_NAMES } from './row-access';
import { draftVersionsId, mailItemId, sentVectorsId, taskRecordId } from './mail-row-ids';
import { correction, mail, result } from './testing/rows';

let history: History;
afterEach(async () => {
  history.close();
  await deleteDB(HISTORY_DATABASE.name);
});

/** Something in every table that keeps anything about a mail. */
async function fill(id: string): Promise<void> {
  await history.messages.add([mail(id, { references: ['<first@example.org>'] })]);
  await history.results.put(result(id));
  await history.embeddings.put(id, 'embedder', new Float32Array([1, 0]));
  await history.embeddings.put(id, 'other-embedder', new Float32Array([0, 1]));
  await history.corrections.put(correction(id));
  await history.answers.put(id, [{ askId: 'ask-1', stance: 'yes', note: '' }]);
  await history.verdicts.put({
    ...{ id, category: 'read', urgent: false, madeAt: '2026-11-20T08:00:00.000Z' },
    said: { category: 'act', urgent: false, confidence: 0.5 },
  });
  await history.voices.put({ id: draftVersionsId(id), value: [] });
  await history.search.put({ id: mailItemId(id), value: {} });
  await history.searchSegments.put({ id: 'search', items: [mailItemId('other'), mailItemId(id)], value: {} });
  await history.taskRecords.put({
    ...{ id: taskRecordId('summary', id), task: 'summary', at: 0, category: null, found: [] },
    bytes: { extracts: 1, whole: 2 },
    local: { confidence: 1, unsupported: 0, leavesOpen: false, cutShort: false },
  });
  await history.marks.put({ id, doneAt: '2026-11-20T08:00:00.000Z' });
}

async function filledTables(): Promise<TableName[]> {
  const counts = await Promise.all(
    TABLE_NAMES.map(async (name) => [name, (await history.rows.keys(name)).length] as const),
  );
  return counts.filter(([, count]) => count > 0).map(([name]) => name);
}

describe.each([
  ['in IndexedDB', () => openHistory()],
  ['in memory', async () => createHistory(createMemoryHistoryStorage())],
])('deleting a mail %s', (_name, open) => {
  beforeEach(async () => {
    history = await open();
  });

  it.each(['remove', 'purge'] as const)('leaves nothing of it in any table: %s', async (how) => {
    await fill('a');
    expect((await filledTables()).length).toBeGreaterThan(10);
    await history.removal[how](['a', 'never stored']);
    expect(await filledTables()).toEqual([]);
  });

  it('leaves nothing of a sent mail among what was learnt of the user’s writing', async () => {
    await history.messages.add([mail('sent', { role: 'sent' }), mail('inbox')]);
    const vectors = {
      id: sentVectorsId('embedder'),
      value: { ids: ['sent'], vectors: [Float32Array.of(1)] },
    };
    await history.voices.put(vectors, { id: 'edits', value: { greeting: 'Moin' } });
    await history.removal.remove(['inbox']);
    expect(await history.voices.get(vectors.id)).toBeDefined();
    await history.removal.remove(['sent']);
    expect(await history.voices.ids()).toEqual(['edits']);
  });

  it('leaves other mails and their thread alone', async () => {
    await fill('a');
    await fill('b');
    await history.removal.remove(['a']);
    expect(await history.messages.get('b')).toMatchObject({ text: 'Text of b' });
    expect(await history.embeddings.get('b', 'other-embedder')).toBeDefined();
    const [late] = await history.messages.add([mail('late', { inReplyTo: '<b@example.org>' })]);
    expect(late?.threadId).toBe((await history.messages.get('b'))?.threadId);
  });

  it('can be taken back whole', async () => {
    await fill('a');
    await fill('b');
    const before = await history.messages.get('a');
    const removed = await history.removal.remove(['a']);
    await history.removal.restore(removed);
    expect(await history.messages.get('a')).toEqual(before);
    expect(await history.embeddings.get('a', 'embedder')).toEqual(new Float32Array([1, 0]));
    expect(await history.answers.get('a')).toHaveLength(1);
    expect((await history.corrections.all()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(await history.messages.list()).toHaveLength(2);
  });

  it('makes it no newer when it is taken back', async () => {
    const addedAt = '2026-11-01T08:00:00.000Z';
    await history.messages.add([mail('a')], addedAt);
    const removed = await history.removal.remove(['a']);
    expect(await history.removal.restore(removed)).toMatchObject([{ id: 'a', addedAt }]);
    expect(await history.messages.list()).toMatchObject([{ id: 'a', addedAt }]);
  });
});

describe('the user’s own work', () => {
  it('is told by kind, and what a machine made is none', async () => {
    await history.messages.add([mail('a'), mail('b'), mail('c')]);
    await history.corrections.put(correction('a'));
    const draft = { subject: '', to: [], text: 'Dear Ada', covers: [], unsupported: [] };
    await history.results.put(result('b', { draft: { ...draft, origin: 'user' } }));
    await history.results.put(result('c', { draft: { ...draft, origin: 'template' } }));
    await history.answers.put('b', [{ askId: 'ask-1', stance: null, note: ' ' }]);
    expect(await history.removal.ownWork()).toEqual(
      new Map([
        ['b', ['draft']],
        ['a', ['correction']],
      ]),
    );
  });
});
