import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { ROOMY } from '../../../tests/faults/support/stores';
import { sampleBytes, sampleModel } from '../../../tests/faults/support/sample-model';
import { createMemoryCaches } from '../../../tests/support/memory-caches';
import type { ForeignRequest } from '../../contracts/foreign-request';
import type { ModelSources } from '../../contracts/model-sources';
import { keepPart, listParts } from '../../models/background/fetched-cache';
import { fetchedCacheOf } from '../../models/background/fetched-cache-name';
import { keepFetched } from '../../models/background/keep-fetched';
import { createMemoryWeightStorage } from '../../models/memory-weight-storage';
import { sha256 } from '../../models/sha256';
import { chunkRecord } from '../../models/weight-storage';
import type { BackgroundFetchRegistration } from '../../platform/background-fetch';
import { createLocalLocks } from '../../platform/locks';
import type { StorageFacts } from '../../platform/storage-estimate';
import type { ModelCard } from '../api';
import { createBackgroundDownloads } from './background-downloads';

const HUB: ModelSources = {
  ...{ hubs: ['https://hub.example/', 'https://mirror.example/'], folder: null },
  redirects: ['https://cdn.example'],
};
const WEIGHTS = sampleBytes(300, 11);
const { entry } = await sampleModel({ 'weights.bin': WEIGHTS }, 'sample', {
  source: { kind: 'hub', repo: 'owner/sample', revision: 'c0ffee' },
  baseUrl: '',
});
const ADDRESS = 'https://hub.example/owner/sample/resolve/c0ffee/weights.bin';
const BASE = 'https://desk.example/app/';

/** A browser that fetches when it is told to, in place of the one that is there. */
class FakeFetch extends EventTarget implements BackgroundFetchRegistration {
  downloaded = 0;
  result: '' | 'success' | 'failure' = '';
  failureReason = '';
  readonly came = new Map<Request, Response>();
  aborts = 0;

  constructor(
    readonly id: string,
    readonly requests: readonly Request[],
    readonly downloadTotal: number,
    readonly onEnd: (ended: FakeFetch) => Promise<void>,
  ) {
    super();
  }

  /** As much as the n-th request asked for. */
  receive(n: number): void {
    const request = this.requests[n];
    const [, start, last] = /bytes=(\d+)-(\d+)/.exec(request?.headers.get('range') ?? '') ?? [];
    if (!request) throw new Error(`no request ${n}`);
    const bytes = WEIGHTS.slice(Number(start), Number(last) + 1);
    this.came.set(
      request,
      Object.defineProperty(new Response(bytes, { status: 206 }), 'url', { value: request.url }),
    );
    this.downloaded += bytes.byteLength;
    this.dispatchEvent(new Event('progress'));
  }

  async end(failureReason = ''): Promise<void> {
    this.failureReason = failureReason;
    this.result = failureReason === '' ? 'success' : 'failure';
    this.dispatchEvent(new Event('progress'));
    await this.onEnd(this);
  }

  async abort(): Promise<boolean> {
    this.aborts += 1;
    await this.end('aborted');
    return true;
  }

  async matchAll() {
    return this.requests.map((request) => {
      const response = this.came.get(request);
      return {
        request,
        responseReady: response ? Promise.resolve(response) : Promise.reject(new Error('none')),
      };
    });
  }
}

/** A page over a browser that may outlive it. */
function visit(storage = createMemoryWeightStorage(), going: FakeFetch[] = [], free = 1e12) {
  const listeners = new Set<(message: unknown) => void>();
  const told: ForeignRequest[] = [];
  let progress: ModelCard['progress'] = null;
  const install = vi.fn(async () => undefined);
  const estimate = async (): Promise<StorageFacts> => ({ ...(await ROOMY()), quota: free });
  const downloads = createBackgroundDownloads({
    ...{ storage, install, estimate, locks: createLocalLocks(), base: BASE, chunkBytes: 64 },
    cards: {
      card: () => ({ status: { totalBytes: WEIGHTS.byteLength } }) as ModelCard,
      patch: (_modelId, change) => void (progress = change.progress ?? null),
    },
    requireEntry: () => entry,
    sources: () => HUB,
    note: (request) => void told.push(request),
    stop: async () => undefined,
    changed: async () => undefined,
    browser: {
      fetches: async () => ({
        async fetch(id, requests, { downloadTotal }) {
          const fetching = new FakeFetch(id, requests, downloadTotal, async (ended) => {
            await keepFetched(ended, createLocalLocks());
            for (const listener of listeners) listener({ kind: 'fetched', id });
          });
          going.push(fetching);
          return fetching;
        },
        get: async (id) => going.find((fetching) => fetching.id === id && fetching.result === ''),
      }),
      onMessage(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      graceMs: 20,
    },
  });
  const record = async () => (await storage.downloads())[0];
  return { downloads, storage, going, told, install, record, progress: () => progress };
}

let network: (request: Request) => Response;

beforeEach(() => {
  vi.stubGlobal('caches', createMemoryCaches());
  vi.stubGlobal('addEventListener', () => undefined);
  network = () => new Response(new Uint8Array(1), { status: 206 });
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => network(new Request(input, init)));
});
afterEach(() => vi.unstubAllGlobals());

/** One page that has handed over all but the first chunk. */
async function handedOver() {
  const page = visit();
  const [file] = entry.files;
  if (!file) throw new Error('the sample has no file');
  const first = WEIGHTS.slice(0, 64);
  await page.storage.putChunk(chunkRecord('sample', file, 0, await sha256(first), first));
  await page.downloads.handOver('sample');
  const [fetching] = page.going;
  if (!fetching) throw new Error('nothing was handed over');
  return { ...page, fetching };
}

describe('a download that is handed over to the browser', () => {
  it('asks for each chunk that is missing, and is on record', async () => {
    const { fetching, record, told } = await handedOver();
    expect(fetching.requests.map(({ url, headers }) => [url, headers.get('range')])).toEqual([
      [ADDRESS, 'bytes=64-127'],
      [ADDRESS, 'bytes=128-191'],
      [ADDRESS, 'bytes=192-255'],
      [ADDRESS, 'bytes=256-299'],
    ]);
    expect(fetching.downloadTotal).toBe(236);
    expect(await record()).toMatchObject({ wanted: 'background' });
    expect(told.at(-1)).toMatchObject({ url: ADDRESS, state: 'running', purpose: 'model-files' });
  });

  it('shows how far the browser is, and goes on when it has ended', async () => {
    const { downloads, fetching, record, progress, install, told } = await handedOver();
    const following = downloads.follow('sample');
    await eventually(() => expect(progress()).toMatchObject({ doneBytes: 64 }));
    for (const n of [0, 1, 2, 3]) fetching.receive(n);
    await fetching.end();
    await following;
    expect(install).toHaveBeenCalledOnce();
    expect(await record()).toMatchObject({ wanted: 'running' });
    expect(progress()).toBeNull();
    expect(told.at(-1)).toMatchObject({ url: ADDRESS, state: 'done', bytes: 236 });
  });

  it('goes on at the next visit with what came while no page was open', async () => {
    const { storage, going, fetching } = await handedOver();
    for (const n of [0, 1, 2, 3]) fetching.receive(n);
    await fetching.end();
    const next = visit(storage, going);
    await next.downloads.follow('sample');
    expect(next.install).toHaveBeenCalledOnce();
    expect(await listParts(await caches.open(fetchedCacheOf('sample')))).toHaveLength(4);
  });

  it.each(['fetch-error', 'bad-status', 'quota-exceeded'])(
    'keeps what came before it failed (%s), and goes on here',
    async (reason) => {
      const { downloads, fetching, install } = await handedOver();
      fetching.receive(1);
      await fetching.end(reason);
      await downloads.follow('sample');
      await eventually(() => expect(install).toHaveBeenCalledOnce());
      const kept = await listParts(await caches.open(fetchedCacheOf('sample')));
      expect(kept).toMatchObject([{ address: ADDRESS, range: 'bytes=128-191' }]);
    },
  );

  it('is paused when the user stops it in the browser’s own list', async () => {
    const { fetching, install, record, downloads } = await handedOver();
    fetching.receive(0);
    await fetching.abort();
    await downloads.follow('sample');
    await eventually(async () => expect(await record()).toMatchObject({ wanted: 'paused' }));
    expect(install).not.toHaveBeenCalled();
  });

  it('goes on here when the browser has lost it', async () => {
    const { storage } = await handedOver();
    const next = visit(storage);
    await next.downloads.follow('sample');
    expect(next.install).toHaveBeenCalledOnce();
  });

  it('is taken back with what has come', async () => {
    const { downloads, fetching, record, install } = await handedOver();
    const following = downloads.follow('sample');
    fetching.receive(0);
    await downloads.end('sample');
    await following;
    expect(fetching.aborts).toBe(1);
    expect(await record()).toMatchObject({ wanted: 'paused' });
    // Whoever took it back goes on with it.
    expect(install).not.toHaveBeenCalled();
    expect(await listParts(await caches.open(fetchedCacheOf('sample')))).toHaveLength(1);
  });

  it('is not asked again for what it brought before', async () => {
    const { downloads, fetching, going } = await handedOver();
    fetching.receive(0);
    await downloads.end('sample');
    await downloads.handOver('sample');
    expect(going[1]?.requests.map(({ headers }) => headers.get('range'))).toEqual([
      'bytes=128-191',
      'bytes=192-255',
      'bytes=256-299',
    ]);
  });
});

describe('a download that cannot be handed over', () => {
  it('comes from the next server where the first does not answer', async () => {
    const page = visit();
    network = ({ url }) =>
      new Response(new Uint8Array(1), { status: url.startsWith('https://hub.') ? 503 : 206 });
    await page.downloads.handOver('sample');
    expect(page.going[0]?.requests[0]?.url).toContain('https://mirror.example/');
  });

  it.each<[string, () => Response]>([
    ['no server answers', () => new Response('', { status: 503 })],
    ['the server knows no ranges', () => new Response(WEIGHTS)],
    ['a login page is in the way', () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
  ])('goes on here where %s', async (_why, answer) => {
    const page = visit();
    network = answer;
    await expect(page.downloads.handOver('sample')).rejects.toMatchObject({ name: 'DesksideError' });
    expect(page.going).toEqual([]);
    expect(page.install).toHaveBeenCalledOnce();
  });

  it('goes on here where there is no room for it twice', async () => {
    const page = visit(undefined, [], 550);
    await expect(page.downloads.handOver('sample')).rejects.toMatchObject({
      failure: { code: 'quota-exceeded' },
    });
    expect(page.install).toHaveBeenCalledOnce();
  });
});

it('removes what is left of downloads that there are no more', async () => {
  const { downloads, storage } = await handedOver();
  const part = { address: ADDRESS, range: 'bytes=64-127', id: 'x' };
  for (const modelId of ['sample', 'gone'])
    await keepPart(await caches.open(fetchedCacheOf(modelId)), part, new Response('x'));
  await caches.open('deskside-shell-1');
  await downloads.tidy();
  expect((await caches.keys()).sort()).toEqual(['deskside-fetched-sample', 'deskside-shell-1']);
  expect(await storage.downloads()).toHaveLength(1);
});
