import { deleteDB } from 'idb';
import { afterEach, expect, it } from 'vitest';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';
import type { Fetch } from '../../platform/fetch';
import { createInstaller } from '../installer';
import { sha256 } from '../sha256';
import { openWeightStore, type WeightStore } from '../weight-store';
import { exportPack } from './export-pack';
import { openPack } from './open-pack';

const model = ALL_MINILM_L6_V2;
const stores: WeightStore[] = [];

async function closeStores(): Promise<void> {
  for (const store of stores.splice(0)) store.close();
  await deleteDB('deskside-weights');
}
afterEach(closeStores);

async function openTab(fetch: Fetch) {
  const store = await openWeightStore();
  stores.push(store);
  return { store, installer: createInstaller({ store, fetch }) };
}

async function readHashes(store: WeightStore): Promise<Record<string, string>> {
  const reader = await store.reader(model.id);
  const hashes: Record<string, string> = {};
  for (const { path } of reader.files)
    hashes[path] = await sha256(await new Response(await reader.stream(path)).arrayBuffer());
  return hashes;
}

it('takes the starter embedder as one file to a machine without a network', async () => {
  const first = await openTab((address, init) => fetch(`/${address}`, init));
  await first.installer.install(model);
  const pack = await exportPack({ entry: model, reader: await first.store.reader(model.id) });
  expect(pack.size).toBeGreaterThan(23_407_046);
  expect(pack.size).toBeLessThan(23_407_046 + 10_000);
  await closeStores();

  const second = await openTab(() => Promise.reject(new TypeError('the network is cut')));
  expect((await second.store.status(model.id)).state).toBe('absent');
  const local = await openPack(pack, {
    findKnown: (id) => (id === model.id ? model : undefined),
    findListing: () => undefined,
  });
  expect(local.entry).toBe(model);
  await second.installer.install(local.entry, { local: local.fetch });
  expect(await readHashes(second.store)).toEqual(
    Object.fromEntries(model.files.map(({ path, sha256: hash }) => [path, hash])),
  );
});
