import { beforeEach, expect, it, vi } from 'vitest';
import { ISOLATION_HEADERS } from '../src/platform/isolation-headers';

const SCOPE = 'https://desk.example/app/';
const SCRIPT = { headers: { 'Content-Type': 'text/javascript' } };

/** By cache, then by address. */
let kept: Record<string, Record<string, () => Response>>;
let network: (url: string) => Response;
let answer: (path: string) => Promise<Response>;

beforeEach(async () => {
  kept = {};
  network = () => new Response('from the network', SCRIPT);
  vi.stubGlobal('__SHELL_FILES__', ['index.html', 'assets/models.js']);
  vi.stubGlobal('__BUILD_ID__', 'new');
  vi.stubGlobal('fetch', async (input: string | Request) => network(new Request(input).url));
  vi.stubGlobal('caches', {
    match: async (input: string | Request, { cacheName }: { cacheName?: string }) => {
      const key = typeof input === 'string' ? input : input.url;
      const searched = cacheName === undefined ? Object.values(kept) : [kept[cacheName] ?? {}];
      return searched.find((cache) => key in cache)?.[key]?.();
    },
  });
  const listeners = new Map<string, (event: object) => void>();
  vi.stubGlobal('self', {
    registration: { scope: SCOPE },
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
  });
  vi.resetModules();
  await import('./service-worker');
  answer = (path) =>
    new Promise((resolve) =>
      listeners.get('fetch')?.({ request: new Request(SCOPE + path), respondWith: resolve }),
    );
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
  kept['deskside-shell-new'] = { [`${SCOPE}assets/models.js`]: hosted };
  expect(policyOf(await answer('assets/models.js'))).toBe(strict);

  allow('https://hub.example');
  expect(policyOf(await answer('assets/models.js'))).toBe(
    "connect-src 'self' https://hub.example; default-src 'none'; script-src 'self'",
  );
});
