import { expect, it } from 'vitest';
import { collectProgress } from '../../tests/faults/support/stores';
import { sampleBytes, sampleModel } from '../../tests/faults/support/sample-model';
import { packFiles, runnable, zipOf } from '../../tests/faults/support/sample-pack';
import { ggufFile, TINY_GGUF } from '../../tests/support/gguf-file';
import type { PickedFile } from '../contracts/models-api';
import { createMemoryWeightStorage } from './memory-weight-storage';
import { createModelsService } from './models-service';
import { createWeightStore } from './weight-store';

/** Imports the files into a store of their own. */
async function importFiles(files: readonly PickedFile[]) {
  const store = createWeightStore(createMemoryWeightStorage());
  const { seen, onProgress } = collectProgress();
  const service = createModelsService(() => Promise.resolve(store));
  const onForeignRequest = (): never => expect.unreachable('nothing is fetched');
  const result = await service.importFiles({ requestId: 'r', files }, { onProgress, onForeignRequest });
  return { result, seen, store };
}

it('tells how far files are hashed before it is known which model they are', async () => {
  const bytes = ggufFile(TINY_GGUF);
  const blob = new Blob([bytes]);
  const { result, seen } = await importFiles([{ path: 'tiny.gguf', blob }]);
  if (!result.ok) expect.unreachable(result.failure.message);
  expect(seen[0]).toMatchObject({ modelId: '', phase: 'verifying', doneBytes: 0, totalBytes: blob.size });
  const named = seen.findIndex(({ modelId }) => modelId !== '');
  for (const { phase, totalBytes } of seen.slice(0, named))
    expect([phase, totalBytes]).toEqual(['verifying', blob.size]);
  for (const { modelId } of seen.slice(named)) expect(modelId).toBe(result.value.id);
  expect(seen.at(-1)).toMatchObject({ phase: 'done' });
});

it('takes no pack that has the id of a listed model and is not made from its repository', async () => {
  const source = { kind: 'hub', repo: 'mallory/qwen', revision: 'main' } as const;
  const model = runnable(await sampleModel({ 'w.bin': sampleBytes(9) }, 'qwen3-0.6b-gguf', { source }));
  const { result, store } = await importFiles([{ path: 'a.zip', blob: await zipOf(packFiles(model)) }]);
  expect(result).toMatchObject({ ok: false, failure: { code: 'integrity-failed' } });
  expect(await store.storage.addedEntries()).toEqual([]);
});
