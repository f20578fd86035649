/** A worker that makes one measurement of `npm run bench -- --suite store` and is thrown away. */
import * as Comlink from 'comlink';
import { xxhash3 } from 'hash-wasm';
import type { ModelEntry } from '../../contracts/model';
import { cacheContestant } from './cache-contestant';
import { deleteChunks, readChunks, storeChunks } from './chunk-reads';
import { fetchContestant } from './fetch-contestant';
import { timeHash } from './hash-speed';
import { opfsContestant } from './opfs-contestant';
import { opfsSyncContestant } from './opfs-sync-contestant';
import type { StoreBenchmarkApi, StoreSample } from './store-benchmark-api';
import type { ContestantName, StoreContestant } from './store-contestant';
import { weightStoreContestant } from './weight-store-contestant';

const CONTESTANT: Readonly<Record<ContestantName, StoreContestant>> = {
  'weight-store': weightStoreContestant,
  'cache-api': cacheContestant,
  opfs: opfsContestant,
  'opfs-sync': opfsSyncContestant,
  fetch: fetchContestant,
};

/** What was loaded, kept as an engine would keep it until the worker ends. */
let loaded: readonly ArrayBuffer[] = [];

async function timed(work: () => Promise<number>): Promise<StoreSample> {
  const start = performance.now();
  const bytes = await work();
  return { ms: performance.now() - start, bytes, digest: '' };
}

/** All files at once, as transformers.js asks for those of a model. */
async function loadBuffers(contestant: StoreContestant, model: ModelEntry): Promise<StoreSample> {
  const sample = await timed(async () => {
    loaded = await Promise.all(model.files.map((file) => contestant.buffer(model, file)));
    return loaded.reduce((sum, buffer) => sum + buffer.byteLength, 0);
  });
  const digests = [];
  for (const buffer of loaded) digests.push(await xxhash3(new Uint8Array(buffer)));
  return { ...sample, digest: digests.join(' ') };
}

/** All files at once; nothing is kept. */
async function loadStreams(contestant: StoreContestant, model: ModelEntry): Promise<number> {
  const sizes = await Promise.all(
    model.files.map(async (file) => {
      let bytes = 0;
      for await (const piece of await contestant.stream(model, file)) bytes += piece.byteLength;
      return bytes;
    }),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

const api: StoreBenchmarkApi = {
  async run(task) {
    switch (task.kind) {
      case 'install':
        return timed(async () => {
          await CONTESTANT[task.contestant].install(task.model);
          return task.model.files.reduce((sum, file) => sum + file.bytes, 0);
        });
      case 'load-buffers':
        return loadBuffers(CONTESTANT[task.contestant], task.model);
      case 'load-streams':
        return timed(() => loadStreams(CONTESTANT[task.contestant], task.model));
      case 'remove':
        return timed(async () => {
          await CONTESTANT[task.contestant].remove(task.model);
          return 0;
        });
      case 'store-chunks':
        return timed(async () => {
          await storeChunks(task.totalBytes, task.chunkBytes);
          return task.totalBytes;
        });
      case 'read-chunks':
        return timed(() => readChunks(task.reading, task.totalBytes));
      case 'delete-chunks':
        return timed(async () => {
          await deleteChunks();
          return 0;
        });
      case 'hash':
        return { ...(await timeHash(task.hash)), digest: '' };
      case 'idle':
        return timed(async () => 0);
    }
  },
};

Comlink.expose(api);
