import { expect, it } from 'vitest';
import type { VariantTrial } from '../../../contracts/model-choice';
import { createMemoryPageStorage } from '../../../platform/page-storage';
import { createTrialStore, trialStamp } from './trial-store';

const MACHINE = { version: '1.0', userAgent: 'Browser 150', logicalCores: 8, gpu: 'nvidia ampere' };
const STAMP = trialStamp(MACHINE);

function trial(modelId: string, change: Partial<VariantTrial> = {}): VariantTrial {
  return {
    ...{ modelId, engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q4', threads: 2 },
    ...{ unitsPerSecond: 20, promptTokensPerSecond: null, loadMs: 100, failure: null },
    ...{ measuredAt: 1000, stamp: STAMP },
    ...change,
  };
}

it('keeps trials from visit to visit, those of a new search in place of the old ones', () => {
  const storage = createMemoryPageStorage();
  createTrialStore(storage).keep('a', [trial('a'), trial('a', { threads: 1 })]);
  createTrialStore(storage).keep('b', [trial('b')]);
  createTrialStore(storage).keep('a', [trial('a', { threads: 4 })]);
  const failed = trial('c', {
    unitsPerSecond: null,
    failure: { code: 'known-answer-failed', message: 'Wrong.', retryable: false },
  });
  createTrialStore(storage).keep('c', [failed]);
  expect(createTrialStore(storage).read(STAMP)).toEqual([
    ...[trial('b'), trial('a', { threads: 4 }), failed],
  ]);
});

it('counts no trial of another version, browser, processor or graphics card', () => {
  const store = createTrialStore(createMemoryPageStorage());
  store.keep('a', [trial('a')]);
  const others = [{ version: '1.1' }, { userAgent: 'Browser 151' }, { logicalCores: 4 }, { gpu: null }];
  for (const change of others) expect(store.read(trialStamp({ ...MACHINE, ...change }))).toEqual([]);
  expect(store.read(STAMP)).toHaveLength(1);
});

it('takes what it cannot read for nothing, and lives with a storage that takes nothing', () => {
  const storage = createMemoryPageStorage();
  for (const text of ['{', '{}', 'null', '[1, {"modelId": "a"}]']) {
    storage.setItem('deskside.model-trials', text);
    expect(createTrialStore(storage).read(STAMP)).toEqual([]);
  }
  const full = createTrialStore({
    ...storage,
    setItem() {
      throw new DOMException('Full.', 'QuotaExceededError');
    },
  });
  expect(() => full.keep('a', [trial('a')])).not.toThrow();
});
