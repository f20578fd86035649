import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/contracts/failure';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import type { Fetch } from '../../src/platform/fetch';
import { createInstaller } from '../../src/models/installer';
import { sha256 } from '../../src/models/sha256';
import { openWeightStore, type WeightStore } from '../../src/models/weight-store';
import type { ReadRequest } from './support/reading-worker';
import { collectProgress } from './support/stores';

const model = ALL_MINILM_L6_V2;
const WEIGHTS = 'onnx/model_quantized.onnx';
const weightsHash = model.files.find((file) => file.path === WEIGHTS)?.sha256;

const stores: WeightStore[] = [];
const workers: Worker[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const worker of workers.splice(0)) worker.terminate();
  for (const store of stores.splice(0)) store.close();
  await deleteDB('deskside-weights');
});

/** The starter pack as the test server has it; the test's own page lies in another folder than the app's. */
function localServer() {
  const ranges: (string | null)[] = [];
  const fetchFile: Fetch = (url, init = {}) => {
    ranges.push(new Headers(init.headers).get('range'));
    return fetch(`/${url}`, init);
  };
  return { ranges, fetch: fetchFile };
}

async function openTab(fetchFile: Fetch) {
  const store = await openWeightStore();
  stores.push(store);
  return { store, installer: createInstaller({ store, fetch: fetchFile }) };
}

function readInWorker(request: ReadRequest): Promise<Result<string>> {
  const worker = new Worker(new URL('./support/reading-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Result<string>>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  });
}

const noNetwork: Fetch = () => Promise.reject(new TypeError('the network is cut'));

describe('a starter model in a real browser', () => {
  it('is installed once, and read by page and worker on the next visit without the network', async () => {
    const first = await openTab(localServer().fetch);
    expect((await first.store.status(model.id)).state).toBe('absent');
    const { seen, onProgress } = collectProgress();
    await first.installer.install(model, { onProgress });
    expect(seen.map(({ phase }) => phase)).toContain('verifying');
    expect(seen.at(-1)).toMatchObject({ phase: 'done', doneBytes: 23_407_046, totalBytes: 23_407_046 });
    first.store.close();

    const second = await openTab(noNetwork);
    await second.installer.install(model);
    expect((await second.store.status(model.id)).state).toBe('installed');
    const stream = await (await second.store.reader(model.id)).stream(WEIGHTS);
    expect(await sha256(await new Response(stream).arrayBuffer())).toBe(weightsHash);
    const request = { modelId: model.id, path: WEIGHTS, withoutDatabase: false };
    expect(await readInWorker(request)).toEqual({ ok: true, value: weightsHash });
  });

  it('goes on by range after a cancel', async () => {
    const cancelling = new AbortController();
    const first = await openTab(localServer().fetch);
    await expect(
      first.installer.install(model, {
        signal: cancelling.signal,
        onProgress: ({ doneBytes }) => doneBytes > 9_000_000 && cancelling.abort(),
      }),
    ).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    const kept = await first.store.status(model.id);
    expect(kept.state).toBe('partial');

    const server = localServer();
    const second = await openTab(server.fetch);
    await second.installer.install(model);
    expect(server.ranges.filter((range) => range?.startsWith('bytes='))).toHaveLength(1);
    expect((await second.store.status(model.id)).state).toBe('installed');
  });

  it('has a damaged chunk caught in the worker, seen in the page, and mended by that chunk alone', async () => {
    const server = localServer();
    const { store, installer } = await openTab(server.fetch);
    await installer.install(model);
    const [, chunk] = await store.storage.chunks(model.id, WEIGHTS);
    if (!chunk) throw new Error('nothing stored');
    const bytes = new Uint8Array(await chunk.data.arrayBuffer());
    bytes[1234] = (bytes[1234] ?? 0) ^ 1;
    await store.storage.putChunk({ ...chunk, data: new Blob([bytes]) });

    const request = { modelId: model.id, path: WEIGHTS, withoutDatabase: false };
    expect(await readInWorker(request)).toMatchObject({ ok: false, failure: { code: 'integrity-failed' } });
    expect((await store.status(model.id)).state).toBe('damaged');
    server.ranges.length = 0;
    expect(await installer.repair(model)).toBe(1);
    expect(server.ranges).toEqual(['bytes=8388608-16777215']);
    expect(await readInWorker(request)).toEqual({ ok: true, value: weightsHash });
  });

  it('survives the database being closed under the app', async () => {
    const { store, installer } = await openTab(localServer().fetch);
    await installer.install(model);
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
      this: IDBDatabase,
    ) {
      this.close();
      return this.transaction('manifests');
    });
    expect((await store.status(model.id)).state).toBe('installed');
    expect(transaction).toHaveBeenCalled();
  });

  it('works from memory, also in the worker, where there is no database', async () => {
    const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const { store, installer } = await openTab(localServer().fetch);
    open.mockRestore();
    expect(store.notice).toMatchObject({ code: 'storage-unavailable' });
    await installer.install(model);
    const request = { modelId: model.id, path: WEIGHTS, withoutDatabase: true };
    expect(await readInWorker(request)).toEqual({ ok: true, value: weightsHash });
  });

  it('leaves a database of a newer version alone', async () => {
    (await openDB('deskside-weights', 99)).close();
    await expect(openWeightStore()).rejects.toMatchObject({ failure: { code: 'storage-unavailable' } });
    const still = await openDB('deskside-weights');
    expect(still.version).toBe(99);
    still.close();
  });
});
