import { expect, it, vi } from 'vitest';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import type { Write } from '../../history/note-writes';
import { TABLE_NAMES } from '../../history/row-access';
import { mail, result } from '../../history/testing/rows';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { AreaParts } from '../area-parts';
import { deleteEverything } from './delete-everything';

it('leaves nothing, not even what other work stores while the models are deleted, and tells the other tabs', async () => {
  vi.stubGlobal('localStorage', createMemoryPageStorage());
  vi.stubGlobal('sessionStorage', createMemoryPageStorage());
  vi.stubGlobal('navigator', {});
  const history = createHistory(createMemoryHistoryStorage());
  await history.messages.add([mail('a')]);
  const told: (readonly Write[])[] = [];
  history.onWrites((writes) => told.push(writes));
  const upkeep = {
    stopWork: async () => undefined,
    removeModel: async () =>
      history.rows.transact(['results'], 'readwrite', ({ results }) => results.put(result('a'))),
  };
  const card = { listing: { id: 'model' }, status: { state: 'installed' }, download: null };
  const parts = { history, upkeep, cards: createObservable([card]) } as unknown as AreaParts;
  await deleteEverything({ models: true }, parts);
  const counts = await Promise.all(TABLE_NAMES.map(async (name) => (await history.rows.keys(name)).length));
  expect(counts.filter((count) => count > 0)).toEqual([]);
  expect(told.at(-1)).toContainEqual(['outlines', null]);
  vi.unstubAllGlobals();
});
