/** A `CacheStorage` in memory, as far as Deskside uses one. Stub it over `caches`. */
export function createMemoryCaches() {
  const stores = new Map<string, Map<string, { readonly body: Blob; readonly init: ResponseInit }>>();

  function open(name: string) {
    const entries =
      stores.get(name) ?? new Map<string, { readonly body: Blob; readonly init: ResponseInit }>();
    stores.set(name, entries);
    const keyOf = (request: string | Request): string =>
      typeof request === 'string' ? request : request.url;
    return {
      async put(key: string, response: Response) {
        if (response.status === 206) throw new TypeError('Partial response (status code 206) is unsupported');
        const { status, headers } = response;
        entries.set(keyOf(key), { body: await response.blob(), init: { status, headers: [...headers] } });
      },
      async match(key: string | Request) {
        const kept = entries.get(keyOf(key));
        return kept && new Response(kept.body, kept.init);
      },
      delete: async (key: string) => entries.delete(keyOf(key)),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
    };
  }

  return {
    open: async (name: string) => open(name),
    has: async (name: string) => stores.has(name),
    delete: async (name: string) => stores.delete(name),
    keys: async () => [...stores.keys()],
  };
}
