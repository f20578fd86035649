import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { ModelMeasurement } from '../../src/contracts/model';
import { openIndexedDbWeightStorage } from '../../src/models/indexed-db-weight-storage';
import { sha256 } from '../../src/models/sha256';
import { WEIGHT_DATABASE } from '../../src/models/weight-schema';
import { createWeightStore } from '../../src/models/weight-store';
import type { WeightStorage } from '../../src/models/weight-storage';
import { createLocalLocks } from '../../src/platform/locks';
import { sampleBytes, sampleModel } from './support/sample-model';
import { readFile } from './support/stores';

const NAME = 'deskside-weights';
const CHUNK_BYTES = 64;
const weights = sampleBytes(150, 5);
const model = await sampleModel({ 'onnx/weights.bin': weights });

const opened: { close(): void }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await deleteDB(NAME);
});

/** The layout of the first release, by hand: the code that wrote it is gone, the databases are not. */
async function openVersionOne(whenBlocking?: () => void): Promise<IDBPDatabase> {
  const database = await openDB(NAME, 1, {
    upgrade(created) {
      created.createObjectStore('manifests', { keyPath: 'modelId' });
      created.createObjectStore('chunks', { keyPath: ['modelId', 'path', 'index'] });
      created.createObjectStore('lastUses');
    },
    blocking: () => {
      database.close();
      whenBlocking?.();
    },
  });
  opened.push(database);
  return database;
}

/** As the first release installed the model: without checksums. */
async function fillVersionOne(database: IDBPDatabase): Promise<void> {
  const [file] = model.entry.files;
  const hashes: string[] = [];
  for (let index = 0; index * CHUNK_BYTES < weights.byteLength; index += 1) {
    const bytes = weights.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const hash = await sha256(bytes);
    hashes.push(hash);
    await database.put('chunks', {
      modelId: 'sample',
      path: 'onnx/weights.bin',
      index,
      fileSha256: file?.sha256,
      sha256: hash,
      data: new Blob([bytes]),
    });
  }
  await database.put('manifests', {
    modelId: 'sample',
    chunkBytes: CHUNK_BYTES,
    files: [{ ...file, chunks: hashes }],
    installedAt: 1_700_000_000_000,
  });
  await database.put('lastUses', 1_700_000_000_001, 'sample');
}

async function openStorage(): Promise<WeightStorage> {
  const storage = await openIndexedDbWeightStorage();
  opened.push(storage);
  return storage;
}

async function expectVersionOneWhole(): Promise<void> {
  const database = await openVersionOne();
  expect([...database.objectStoreNames]).toEqual(['chunks', 'lastUses', 'manifests']);
  expect(await database.count('chunks')).toBe(3);
  expect(await database.get('manifests', 'sample')).toMatchObject({ installedAt: 1_700_000_000_000 });
  expect(await database.get('lastUses', 'sample')).toBe(1_700_000_000_001);
}

const measurement: ModelMeasurement = {
  modelId: 'sample',
  engine: 'transformers',
  device: 'wasm',
  graph: 'model',
  dtype: 'q8',
  threads: 2,
  loadMs: 300,
  tokensPerSecond: null,
  textsPerSecond: 40,
  measuredAt: 1_700_000_000_002,
};

describe('a weight database of the first release', () => {
  it('is opened with nothing lost, and its model is read', async () => {
    const database = await openVersionOne();
    await fillVersionOne(database);
    database.close();

    const storage = await openStorage();
    const store = createWeightStore(storage, { catalogue: [model.entry], locks: createLocalLocks() });
    expect(await store.status('sample')).toMatchObject({
      state: 'installed',
      storedBytes: 150,
      lastUsedAt: 1_700_000_000_001,
    });
    expect(await readFile(store, 'sample', 'onnx/weights.bin')).toEqual(weights);
    expect(await store.verify('sample')).toMatchObject({ damaged: [] });
  });

  it('holds what only newer releases write, and forgets it with the model', async () => {
    (await openVersionOne()).close();
    const storage = await openStorage();
    await storage.putMeasurement(measurement);
    await storage.putDownload({
      modelId: 'sample',
      wanted: 'paused',
      entityTags: { 'onnx/weights.bin': '"a"' },
      startedAt: 1,
    });
    await storage.putAddedEntry(model.entry);
    expect(await storage.measurements()).toEqual([measurement]);
    expect(await storage.downloads()).toHaveLength(1);
    await storage.deleteModel('sample');
    expect(await storage.measurements()).toEqual([]);
    expect(await storage.downloads()).toEqual([]);
    expect(await storage.addedEntries()).toEqual([model.entry]);
    await storage.deleteAddedEntry('sample');
    expect(await storage.addedEntries()).toEqual([]);
  });

  it('stays whole when its migration is interrupted, and migrates the next time', async () => {
    const database = await openVersionOne();
    await fillVersionOne(database);
    database.close();

    // The tab dies after the last step, before its transaction has committed.
    const interrupted = openDB(NAME, WEIGHT_DATABASE.version, {
      upgrade(raw, oldVersion, newVersion, transaction, event) {
        // Typed by another schema, the same database.
        WEIGHT_DATABASE.upgrade(raw as never, oldVersion, newVersion, transaction as never, event);
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
    });
    await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' });
    await expectVersionOneWhole();

    const store = createWeightStore(await openStorage(), {
      catalogue: [model.entry],
      locks: createLocalLocks(),
    });
    expect(await readFile(store, 'sample', 'onnx/weights.bin')).toEqual(weights);
  });

  it('is let go by a tab of the old release, so that the new one can open it', async () => {
    let letGo = false;
    const old = await openVersionOne(() => (letGo = true));
    await fillVersionOne(old);
    const storage = await openStorage();
    expect(letGo).toBe(true);
    expect(await storage.manifests()).toHaveLength(1);
  });
});

describe('a weight database of a later release', () => {
  it('is refused and left as it is', async () => {
    const later = await openDB(NAME, WEIGHT_DATABASE.version + 1, {
      upgrade: (created) => void created.createObjectStore('future'),
    });
    await later.put('future', 'kept', 'key');
    later.close();
    await expect(openIndexedDbWeightStorage()).rejects.toMatchObject({
      failure: { code: 'storage-unavailable', message: expect.stringContaining('newer Deskside') },
    });
    const again = await openDB(NAME, WEIGHT_DATABASE.version + 1);
    opened.push(again);
    expect(await again.get('future', 'key')).toBe('kept');
  });

  it('can be made while this one is open: the connection gives way', async () => {
    const storage = await openStorage();
    await storage.putMeasurement(measurement);
    const later = await openDB(NAME, WEIGHT_DATABASE.version + 1);
    opened.push(later);
    expect(await later.count('measurements')).toBe(1);
    await expect(storage.manifests()).rejects.toMatchObject({ failure: { code: 'storage-unavailable' } });
  });
});
