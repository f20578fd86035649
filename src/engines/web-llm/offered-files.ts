/** The bytes of one file, read when web-llm comes to it. */
export type ReadFile = () => Promise<ArrayBuffer>;

/** Files by the address under which web-llm asks for them. */
export type OfferedFiles = ReadonlyMap<string, ReadFile>;

let lastOffer: Promise<unknown> = Promise.resolve();

/**
 * Lets web-llm find these files, and no others, in what it takes for the browser's Cache API, while `work` runs. It has no option for a
 * store of one's own, and each of its four own ones keeps a copy; see docs/decisions/web-llm.md. What is not among the files cannot be
 * fetched either, so that nothing goes over the network. One `work` at a time: the next waits. Rejects as `work` does.
 */
export function withOfferedFiles<T>(files: OfferedFiles, work: () => Promise<T>): Promise<T> {
  const offer = lastOffer.then(() => duringOffer(files, work));
  lastOffer = offer.catch(() => undefined);
  return offer;
}

async function duringOffer<T>(files: OfferedFiles, work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'caches');
  Object.defineProperty(globalThis, 'caches', {
    configurable: true,
    value: { open: async () => readOnlyCache(files) },
  });
  try {
    return await work();
  } finally {
    if (own) Object.defineProperty(globalThis, 'caches', own);
    else Reflect.deleteProperty(globalThis, 'caches');
  }
}

/** The part of a `Cache` that web-llm reads by. */
function readOnlyCache(files: OfferedFiles) {
  return {
    match: async (request: Request) => {
      const read = files.get(request.url);
      return read && answerWith(read);
    },
    // With all files there, web-llm skips its pass of downloads.
    keys: async () => [...files.keys()].map((url) => new Request(url)),
    add: async (request: Request) => {
      throw new Error(`no file of the model is called ${request.url}`);
    },
  };
}

/** web-llm asks twice for each file, first only whether it is there, so that nothing is read before the bytes are asked for. */
function answerWith(read: ReadFile): Response {
  const response = new Response(null);
  response.arrayBuffer = read;
  response.json = async () => JSON.parse(new TextDecoder().decode(await read())) as unknown;
  return response;
}
