import type { StoreContestant } from './store-contestant';

/** No store at all: every byte comes from the server each time. To install is to have the bytes in memory once. */
export const fetchContestant: StoreContestant = {
  install: async (model) =>
    void (await Promise.all(model.files.map((file) => fetchContestant.buffer(model, file)))),
  buffer: async (model, file) => (await fetchFile(model.baseUrl + file.path)).arrayBuffer(),
  stream: async (model, file) => bodyOf(await fetchFile(model.baseUrl + file.path)),
  remove: async () => undefined,
};

/** Past the browser's own HTTP cache, which is no place for models: it keeps what it likes. */
export async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response;
}

export function bodyOf(response: Response): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (!response.body) throw new Error(`${response.url} has no body.`);
  return response.body;
}
