import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ISOLATION_HEADERS } from '../src/platform/isolation-headers';

const SCOPE = 'https://desk.example/app/';
const SHELL = [
  { url: 'index.html', revision: '1' },
  { url: 'assets/models.js', revision: null },
];
/** The cache of the version that runs. */
const CURRENT = `deskside-shell-${createHash('sha256').update(JSON.stringify(SHELL)).digest('hex').slice(0, 16)}`;
const SCRIPT = { headers: { 'Content-Type': 'text/javascript' } };

/** By cache, then by address. */
let kept: Record<string, Record<string, () => Response>>;
let full: boolean;
let network: (url: string) => Response;
let answer: (path: string) => Promise<Response>;
let share: (body: FormData) => Promise<Response>;
let install: () => Promise<unknown>;
/** Hands over what the browser has fetched by itself; what a page that is open is told then. */
let fetched: (id: string, answers: readonly (Response | null)[]) => Promise<readonly unknown[]>;
/** The user clicks on a download in the browser's own list; where that leads. */
let click: (open: { readonly url: string } | null) => Promise<readonly string[]>;
/** What a page that is open is told when the browser wakes the service worker. */
let wake: (tag: string) => Promise<readonly unknown[]>;

afterEach(() => vi.unstubAllGlobals());

beforeEach(async () => {
  kept = {};
  full = false;
  network = () => new Response('from the network', SCRIPT);
  vi.stubGlobal('location', new URL(SCOPE));
  vi.stubGlobal('fetch', async (input: string | Request) => network(new Request(input).url));
  vi.stubGlobal('caches', {
    has: async (name: string) => name in kept,
    delete: async (name: string) => Reflect.deleteProperty(kept, name),
    open: async (name: string) => ({
      put: async (key: string, response: Response) => {
        if (full) throw new DOMException('', 'QuotaExceededError');
        kept[name] = { ...kept[name], [key]: () => response };
      },
    }),
    match: async (input: string | Request, { cacheName }: { cacheName?: string }) => {
      const key = typeof input === 'string' ? input : input.url;
      const searched = cacheName === undefined ? Object.values(kept) : [kept[cacheName] ?? {}];
      return searched.find((cache) => key in cache)?.[key]?.();
    },
  });
  const listeners = new Map<string, (event: object) => void>();
  const told: unknown[] = [];
  let windows: object[] = [{ postMessage: (message: unknown) => told.push(message) }];
  const visited: string[] = [];
  vi.stubGlobal('navigator', {
    locks: { request: async (_n: string, _o: object, work: () => unknown) => work() },
  });
  vi.stubGlobal('self', {
    clients: {
      matchAll: async () => windows,
      openWindow: async (address: string) => void visited.push(`new ${address}`),
    },
    __WB_MANIFEST: SHELL,
    registration: { scope: SCOPE },
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
  });
  vi.resetModules();
  await import('./service-worker');
  const respond = (request: Request) =>
    new Promise<Response>((resolve) => listeners.get('fetch')?.({ request, respondWith: resolve }));
  install = () => new Promise((resolve) => listeners.get('install')?.({ waitUntil: resolve }));
  async function fire(type: string, facts: object): Promise<void> {
    const work: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>) => work.push(promise);
    listeners.get(type)?.({ ...facts, waitUntil });
    await Promise.all(work);
  }
  wake = async (tag) => {
    await fire('periodicsync', { tag });
    return told;
  };
  fetched = async (id, answers) => {
    const matchAll = async () =>
      answers.map((answer, index) => ({
        request: new Request(`https://hub.example/w`, { headers: { Range: `bytes=${index}-${index}` } }),
        responseReady: answer ? Promise.resolve(answer) : Promise.reject(new Error('aborted')),
      }));
    await fire('backgroundfetchfail', { registration: { id, failureReason: 'fetch-error', matchAll } });
    return told;
  };
  click = async (open) => {
    const navigate = async (address: string) => visited.push(address);
    windows = open ? [{ ...open, navigate, focus: async () => visited.push('focus') }] : [];
    await fire('backgroundfetchclick', {});
    return visited;
  };
  answer = (path) => respond(new Request(SCOPE + path));
  share = (body) => {
    const request = new Request(`${SCOPE}share-target`, { method: 'POST', body });
    return respond(Object.defineProperty(request, 'mode', { value: 'navigate' }));
  };
});

const policyOf = (response: Response) => response.headers.get('Content-Security-Policy');

function allow(origin: string): void {
  kept['deskside-policy'] = { 'allowed-origins.json': () => Response.json([origin]) };
}

it('guards a worker of an older version, whose host sends no policy', async () => {
  const older = () => new Response('older', { headers: { ...ISOLATION_HEADERS, ...SCRIPT.headers } });
  kept['deskside-shell-old'] = { [`${SCOPE}assets/models-old.js`]: older };
  allow('https://hub.example');
  const response = await answer('assets/models-old.js');
  expect(await response.text()).toBe('older');
  expect(policyOf(response)).toContain("connect-src 'self' https://hub.example;");
});

it.each(['assets/other.js?worker', 'assets/threads.mjs'])('guards %s from the network', async (path) => {
  expect(policyOf(await answer(path))).toContain("connect-src 'self';");
});

it('leaves pictures without a policy', async () => {
  network = () => new Response('picture', { headers: { 'Content-Type': 'image/png' } });
  const response = await answer('assets/other.png');
  expect(policyOf(response)).toBeNull();
  expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
});

it('keeps a stricter policy of the host, and adds to it only what the user allowed', async () => {
  const strict = "default-src 'none'; script-src 'self'; connect-src 'self'";
  const hosted = () => new Response('script', { headers: { 'Content-Security-Policy': strict } });
  kept[CURRENT] = { [`${SCOPE}assets/models.js`]: hosted };
  expect(policyOf(await answer('assets/models.js'))).toBe(strict);

  allow('https://hub.example');
  expect(policyOf(await answer('assets/models.js'))).toBe(
    "connect-src 'self' https://hub.example; default-src 'none'; script-src 'self'",
  );
});

it('keeps what is shared as it came, before it opens the page, and says when it cannot', async () => {
  const form = new FormData();
  form.append('title', 'A note');
  form.append('files', new File(['From: a@desk.example'], 'a.eml'));
  const opened = await share(form);
  expect([opened.status, opened.headers.get('Location')]).toEqual([303, `${SCOPE}?do=shared`]);
  const [keptForm] = Object.values(kept['deskside-shared'] ?? {});
  const read = await keptForm?.().formData();
  expect(read?.get('title')).toBe('A note');
  expect((read?.get('files') as File).name).toBe('a.eml');

  full = true;
  expect((await share(form)).headers.get('Location')).toBe(`${SCOPE}?do=share-failed`);
});

it('keeps nothing of a version that did not come whole', async () => {
  network = (url) => new Response('', { status: url.endsWith('.js') ? 503 : 200 });
  await expect(install()).rejects.toThrow('503');
  expect(kept).toEqual({});
});

it('leaves the version that runs alone when another worker over the same files fails to install', async () => {
  const running = { [`${SCOPE}index.html`]: () => new Response('the page') };
  kept[CURRENT] = running;
  network = () => new Response('', { status: 503 });
  await expect(install()).rejects.toThrow('503');
  expect(kept[CURRENT]).toEqual(running);
});

it('lets the pages that are open look for mail when the browser wakes it for that', async () => {
  expect(await wake('something-else')).toEqual([]);
  expect(await wake('deskside-mail')).toEqual(['look-at-mail']);
});

const ID = 'deskside-17 owner/model';

it('keeps what the browser fetched of a model, whatever became of the rest, and tells the pages', async () => {
  const answers = [new Response('a', { status: 206 }), null, new Response('no', { status: 503 })];
  expect(await fetched(ID, answers)).toEqual([{ kind: 'fetched', id: ID }]);
  const parts = Object.entries(kept['deskside-fetched-owner/model'] ?? {});
  expect(parts.map(([key]) => decodeURIComponent(key))).toEqual([
    'https://fetched.invalid/?address=https://hub.example/w&range=bytes=0-0',
    'https://fetched.invalid/end',
  ]);
  expect(await parts[0]?.[1]().text()).toBe('a');
});

it('tells the pages of it, too, where there is no room to keep it', async () => {
  full = true;
  expect(await fetched(ID, [new Response('a', { status: 206 })])).toEqual([{ kind: 'fetched', id: ID }]);
});

it('shows the models to whoever asks about a download, without loading a page anew', async () => {
  expect(await click({ url: `${SCOPE}?x=1#/mail` })).toEqual(['focus', `${SCOPE}?x=1#/models`]);
  expect((await click(null)).at(-1)).toBe(`new ${SCOPE}#/models`);
});
