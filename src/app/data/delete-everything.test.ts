import { expect, it, vi } from 'vitest';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
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
  const upkeep = {
    stopWork: async () => undefined,
    tellOthers: vi.fn(),
    removeModel: async () =>
      history.rows.transact(['results'], 'readwrite', ({ results }) => results.put(result('a'))),
  };
  const card = { listing: { id: 'model' }, status: { state: 'installed' }, download: null };
  const parts = { history, upkeep, cards: createObservable([card]) } as unknown as AreaParts;
  await deleteEverything({ models: true }, parts);
  expect(upkeep.tellOthers).toHaveBeenCalledWith({ kind: 'cleared' });
  const counts = await Promise.all(TABLE_NAMES.map(async (name) => (await history.rows.keys(name)).length));
  expect(counts.filter((count) => count > 0)).toEqual([]);
  vi.unstubAllGlobals();
});
