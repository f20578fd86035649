import type { ModelEntry, ModelFile } from '../../contracts/model';
import { bodyOf, fetchFile } from './fetch-contestant';
import type { StoreContestant } from './store-contestant';

const CACHE_NAME = 'deskside-benchmark';

/** The Cache API, where transformers.js and WebLLM keep models unless told otherwise. */
export const cacheContestant: StoreContestant = {
  async install(model) {
    const cache = await caches.open(CACHE_NAME);
    await Promise.all(
      model.files.map(async (file) => {
        const address = model.baseUrl + file.path;
        await cache.put(address, await fetchFile(address));
      }),
    );
  },
  buffer: async (model, file) => (await match(model, file)).arrayBuffer(),
  stream: async (model, file) => bodyOf(await match(model, file)),
  remove: async () => void (await caches.delete(CACHE_NAME)),
};

async function match(model: ModelEntry, file: ModelFile): Promise<Response> {
  const cache = await caches.open(CACHE_NAME);
  const response = await cache.match(model.baseUrl + file.path);
  if (!response) throw new Error(`The cache has no ${file.path}.`);
  return response;
}
